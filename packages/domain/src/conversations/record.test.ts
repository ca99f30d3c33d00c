import { ChatExport, type ChatHead } from '@overmind/contracts/entities/conversation-export';
import { DiscussionExport, exportFormat } from '@overmind/contracts/entities/discussion-export';
import { builtInPersonas } from '@overmind/contracts/entities/persona';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderDiscussion } from '../discussions/outcome/discussion-markdown.ts';
import { anyCourse } from '../discussions/test-support/courses.ts';
import { hold } from '../discussions/test-support/driver.ts';
import { renderChatHead, renderChatMessage } from './chat-markdown.ts';
import { firstDifference, readRecord, recordEnd, recordLine, recordStart } from './record.ts';

const sha = 'a'.repeat(64);
const fileOf = (kind: 'chat' | 'discussion', text: string, values: readonly unknown[]): string =>
  [text, recordStart({ kind, text_sha256: sha }), ...values.map(recordLine), recordEnd].join('');

function read(markdown: string) {
  const found = readRecord(markdown);
  if (found === null || !found.ok) throw new Error(JSON.stringify(found));
  return { ...found, values: found.values.map(({ value }) => value) };
}

/** Words that could pass for a part of the file that they stand in. */
const anyWords = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom('-->', '<!-- overmind:record {}', '# Title', '> quoted\r\n> more', '\u2028--\u2029', '```'),
  fc
    .array(fc.constantFrom('\n', '\r', '-->', '<!--', ' ', '**You:** yes', '\t'), { maxLength: 12 })
    .map((all) => all.join('')),
);
const anyChat: fc.Arbitrary<ChatExport> = fc
  .record({
    title: fc.string({ maxLength: 200 }).filter((text) => text.trim() !== ''),
    messages: fc.array(
      fc.record({
        id: fc.uuid(),
        role: fc.constantFrom('user', 'relayer', 'orchestrator', 'agent'),
        sender: fc.option(fc.string({ maxLength: 80 })),
        content: anyWords,
        created_at: fc
          .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
          .map((date) => date.toISOString()),
      }),
      { maxLength: 8 },
    ),
  })
  .map((chat) =>
    ChatExport.parse({ kind: 'chat', format: exportFormat, created_at: '2026-11-22T10:00:00.000Z', ...chat }),
  );

const textOf = ({ messages, ...head }: ChatExport): string =>
  renderChatHead(head) + messages.map(renderChatMessage).join('');

describe('a file in Markdown', () => {
  it('reads back as the chat that it was written from, whatever was said', () => {
    fc.assert(
      fc.property(anyChat, (chat) => {
        const { messages, ...head } = chat;
        const found = read(fileOf('chat', textOf(chat), [head, ...messages]));
        expect(found.text).toBe(textOf(chat));
        const [first, ...rest] = found.values;
        expect(ChatExport.parse({ ...(first as ChatHead), messages: rest })).toEqual(chat);
      }),
    );
  });

  it('reads back as the discussion that it was written from, however it went', () => {
    fc.assert(
      fc.property(anyCourse, (course) => {
        const { events, state } = hold(course);
        const text = renderDiscussion('How?', state);
        const head = {
          ...{ format: exportFormat, title: 'How?', created_at: '2026-11-22T10:00:00.000Z' },
          personas: [...builtInPersonas],
        };
        const found = read(fileOf('discussion', text, [head, ...events]));
        expect(found.text).toBe(text);
        const [first, ...rest] = found.values;
        const wanted = DiscussionExport.parse({ ...head, events });
        expect(DiscussionExport.parse({ ...(first as object), events: rest })).toEqual(wanted);
      }),
      { numRuns: 40 },
    );
  });

  it('is the same with the line ends and the mark at its beginning that other systems put in', () => {
    const file = fileOf('chat', '# One\n\nTwo\n', [{ a: 'x\r\ny' }]);
    expect(read(`\uFEFF${file.replaceAll('\n', '\r\n')}`)).toEqual(read(file));
  });

  it('without a record has none', () => {
    expect(readRecord('# One\n\nSaid `<!-- overmind:record` in it\n')).toBeNull();
  });

  const whole = fileOf('chat', '# One\n', [{ a: 1 }, { b: 2 }]);
  it.each([
    ['cut off', whole.slice(0, whole.indexOf('-->')), 6, /cut off/],
    ['with words behind the record', `${whole}\nMore\n`, 8, /stands behind/],
    ['with a line that is no JSON', whole.replace('{"b":2}', '{"b":'), 5, /no JSON/],
    ['with an empty line', whole.replace('{"b":2}', ''), 5, /no JSON/],
    ['with another beginning', whole.replace('"chat"', '"plan"'), 3, /begins with something else/],
    ['with no hash', whole.replace(sha, 'none'), 3, /begins with something else/],
  ])('that is %s names its line', (_what, file, line, detail) => {
    expect(readRecord(file)).toEqual({ ok: false, line, detail: expect.stringMatching(detail) });
  });
});

it('the first line in which two texts differ is counted from one', () => {
  expect(firstDifference('a\nb\nc', 'a\nb\nc')).toBeNull();
  expect(firstDifference('a\nb\nc', 'a\nx\nc')).toBe(2);
  expect(firstDifference('a\nb', 'a\nb\nc')).toBe(3);
  expect(firstDifference('a\nb\nc', 'a\nb')).toBe(3);
});
