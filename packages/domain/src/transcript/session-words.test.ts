import type { TranscriptEntry, TranscriptStep } from '@overmind/contracts/entities/transcript';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostSessionChars, type Passage, SessionWords } from './session-words.ts';

const at = '2026-01-16T16:10:00.000Z';
const put = (entry: TranscriptEntry): TranscriptStep => ({ op: 'put', entry });
const message = (id: string, text: string, role: 'agent' | 'thought' | 'user' = 'agent') =>
  put({ kind: 'message', id, at, role, author: null, text });
const call = (id: string, tool: 'execute' | 'read', title: string) =>
  put({
    ...{ kind: 'tool_call', id, at, title, tool, status: 'completed' },
    ...{ locations: [], input: 'INPUT', output: 'OUTPUT', diffs: [{ path: 'a', patch: 'PATCH' }] },
  });
const plan = (...contents: string[]) =>
  put({
    ...{ kind: 'plan', id: 'plan', at },
    items: contents.map((content) => ({ content, priority: 'low', status: 'pending' })),
  });

function passagesOf(...steps: TranscriptStep[]): Passage[] {
  const words = new SessionWords();
  for (const step of steps) words.take(step);
  return words.passages();
}
const textOf = (passages: readonly Passage[]) => passages.map(({ text }) => text).join('\n');
/** What of the text each entry holds. */
const partsOf = ({ text, entries }: Passage): [string, string][] =>
  entries.map(({ id, start }, index) => {
    const next = entries[index + 1]?.start;
    return [id, [...text].slice(start - 1, next === undefined ? undefined : next - 2).join('')];
  });

describe('the words of a session', () => {
  it('are what the agent said, planned and had run, as each was last, with the entries they stand in', () => {
    const passages = passagesOf(
      message('p', 'Do it', 'user'),
      message('m1', ''),
      { op: 'append', id: 'm1', text: 'I look ' },
      plan('Look'),
      message('t', 'Hm', 'thought'),
      { op: 'append', id: 'm1', text: 'at it 🚀.' },
      { op: 'append', id: 't', text: 'mm' },
      call('c1', 'read', 'Read src/cart.ts'),
      call('c2', 'execute', 'bash'),
      call('c2', 'execute', 'npm test'),
      plan('Look', 'Mend'),
      put({ kind: 'notice', id: 'n', at, level: 'info', text: 'Began' }),
      message('m2', 'Done.'),
    );
    expect(passages).toHaveLength(1);
    expect(passages.flatMap(partsOf)).toEqual([
      ['m1', 'I look at it 🚀.'],
      ['plan', 'Look\nMend'],
      ['c2', 'npm test'],
      ['m2', 'Done.'],
    ]);
  });

  it('are none where the agent said nothing', () => {
    expect(passagesOf(message('p', 'Do it', 'user'), message('m', ' \n'))).toEqual([]);
  });

  it('are cut into passages where a line or a word ends, and none of them is lost', () => {
    const lines = Array.from({ length: 900 }, (_, index) => `line ${index} of it`);
    const passages = passagesOf(message('a', 'First.'), message('b', lines.join('\n')));
    expect(passages.length).toBeGreaterThan(2);
    expect(Math.max(...passages.map(({ text }) => text.length))).toBeLessThanOrEqual(2_000);
    expect(textOf(passages).split('\n')).toEqual(['First.', ...lines]);
    expect(passages.slice(1).map(({ entries }) => entries)).toEqual(
      passages.slice(1).map(() => [{ id: 'b', start: 1 }]),
    );
  });

  it('have a bound, beyond which only the last message is kept', () => {
    const long = 'word '.repeat(5_000);
    const many = Array.from({ length: 20 }, (_, index) => message(`m${index}`, long));
    const passages = passagesOf(
      message('first', 'At first'),
      ...many,
      call('c', 'execute', 'npm run late'),
      message('last', 'In the '),
      { op: 'append', id: 'last', text: 'end.' },
    );
    const text = textOf(passages);
    expect(text.length).toBeLessThanOrEqual(mostSessionChars + 100);
    expect(text.length).toBeGreaterThan(mostSessionChars * 0.9);
    expect(text).toMatch(/^At first\n/);
    expect(text).toMatch(/\nIn the end\.$/);
    expect(text).not.toContain('npm run late');
    expect(passages.at(-1)?.entries.at(-1)?.id).toBe('last');
  });

  it('name for each place the entry that it stands in, whatever was said', () => {
    const said = fc.record({
      id: fc.nat(30).map((id) => `e${id}`),
      text: fc.string({ unit: 'grapheme', maxLength: 9_000 }),
      isMore: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(said, { maxLength: 60 }), (all) => {
        const steps = all.map(({ id, text, isMore }) =>
          isMore ? ({ op: 'append', id, text } as const) : message(id, text),
        );
        const whole = new Map<string, string>();
        for (const { id, text, isMore } of all)
          if (!isMore || whole.has(id)) whole.set(id, isMore ? `${whole.get(id)}${text}` : text);
        for (const passage of passagesOf(...steps)) {
          expect(passage.text.length).toBeLessThanOrEqual(2_000);
          for (const [id, part] of partsOf(passage)) expect(whole.get(id)).toContain(part);
        }
      }),
    );
  });
});
