import { DiscussionExport } from '@overmind/contracts/entities/discussion-export';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMisfit } from '../discussions/check-history.ts';
import { apply } from '../discussions/fold.ts';
import type { DiscussionState } from '../discussions/state.ts';
import { readTranscript, roleOf, type Transcript } from './transcript.ts';
import { toDiscussion } from './transcript-discussion.ts';

function read(markdown: string): Transcript {
  const found = readTranscript(markdown);
  if (!found.ok) throw new Error(`line ${found.line}: ${found.detail}`);
  return found;
}
const said = (markdown: string) => read(markdown).said.map(({ name, content }) => [name, content]);

describe('a transcript', () => {
  it('with names in bold is read line by line', () => {
    const text =
      '# Sessions\n\n**Ada:** Where do they go?\nAnd why?\n\n**Bob B.**: Into a table.\n\n**Ada:** Good.\n';
    expect(read(text).title).toBe('Sessions');
    expect(said(text)).toEqual([
      ['Ada', 'Where do they go?\nAnd why?'],
      ['Bob B.', 'Into a table.'],
      ['Ada', 'Good.'],
    ]);
    expect(read(text).said.map(({ line }) => line)).toEqual([3, 6, 8]);
  });

  it('with names as headings is read part by part, deeper headings being what was said', () => {
    expect(said('# Talk\n## Ada\n\nOne\n\n### Reasons\n- two\n\n## Bob ##\nThree\n')).toEqual([
      ['Ada', 'One\n\n### Reasons\n- two'],
      ['Bob', 'Three'],
    ]);
    expect(said('# Ada\nOne\n# Bob\nTwo\n')).toEqual([
      ['Ada', 'One'],
      ['Bob', 'Two'],
    ]);
  });

  it('keeps code and headings as they are where names stand in bold', () => {
    const code = '```\n**Nobody:** not said\n# nor this\n```';
    expect(said(`**Ada:** Look:\n${code}\n## A part\nend\n`)).toEqual([
      ['Ada', `Look:\n${code}\n## A part\nend`],
    ]);
  });

  it('takes quoted words as words, and names without their marks', () => {
    expect(said('### A \\*star\\*\n\n> one\n>\n> two\n\n### Bob\n> three\nfour\n')).toEqual([
      ['A *star*', 'one\n\ntwo'],
      ['Bob', '> three\nfour'],
    ]);
  });

  it.each([
    ['nothing', '', 1, /nothing is said/],
    ['only a title', '# One\n\n', 1, /nothing is said/],
    ['words of nobody', 'Just some words\n', 1, /nobody says this/],
    ['words before the first name', '# One\n\nPreface\n\n**Ada:** x\n', 3, /nobody says this/],
    ['a name without words', '**Ada:** x\n\n**Bob:**\n\n**Ada:** y\n', 3, /Bob says nothing/],
    ['a heading without a name', '## Ada\nx\n## \ny\n', 3, /no name/],
    ['a long name', `**Ada:** x\n**${'a'.repeat(81)}:** y\n`, 2, /at most 80/],
    ['a name that hides its end', '**Ada:** x\n**B\u202eob:** y\n', 2, /cannot be seen/],
    ['control characters', '**Ada:** x\n\u001b[2J\n', 2, /control characters/],
    ['code without an end', '**Ada:** x\n```\n**Bob:** y\n', 2, /has no end/],
    ['more words than one message holds', `**Ada:** x\n**Bob:** ${'y'.repeat(100_001)}\n`, 2, /longer than/],
    ['more than a file brings', '**Ada:** x\n'.repeat(20_001), 20_001, /at most 20000 messages/],
  ])('of %s names its line', (_what, text, line, detail) => {
    expect(readTranscript(text)).toEqual({ ok: false, line, detail: expect.stringMatching(detail) });
  });

  it('is read or refused in a line that it has, whatever it holds, in bounded time', () => {
    const anyText = fc
      .array(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom('\n', '**', ':**', '# ', '## A', '```', '> ', ' ', 'x'),
        ),
        { maxLength: 60 },
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(anyText, (text) => {
        const found = readTranscript(text);
        const lines = text.split(/\r\n|\n|\r/).length;
        if (found.ok)
          expect(found.said.filter(({ name, content }) => name === '' || content === '')).toEqual([]);
        else expect(found.line).toBeLessThanOrEqual(lines);
      }),
    );
    for (const part of ['#', '# ', '*', '**a', ' ', '`', '\\', '>', ':']) {
      const line = `# ${part.repeat(200_000)}x`;
      expect(readTranscript(`**Ada:** x\n${line}`).ok).toBe(false);
      expect(readTranscript(`# Ada\nx\n${line}`).ok).toBe(false);
    }
  });

  it('knows whom a name stands for', () => {
    expect(['You', 'USER', 'Assistant', 'orchestrator', 'Ada'].map(roleOf)).toEqual([
      ...['user', 'user', 'relayer', 'orchestrator', 'agent'],
    ]);
  });
});

describe('a transcript as a discussion', () => {
  const made = (markdown: string) => toDiscussion(read(markdown), { title: 'Talk', atMs: 1_000 });

  it('is one that could have been held, and has ended without a vote', () => {
    const found = made('**Ada:** One\n**You:** Why?\n**李雷:** 二\n**Ada!:** Three\n');
    if (!found.ok) throw new Error(found.detail);
    const file = DiscussionExport.parse(found.file);
    expect(file.personas.map(({ key, name }) => [key, name])).toEqual([
      ['ada', 'Ada'],
      ['speaker_2', '李雷'],
      ['ada_3', 'Ada!'],
    ]);
    let state: DiscussionState | null = null;
    for (const event of file.events) {
      expect(findMisfit(state, event)).toBeNull();
      state = apply(state, event);
    }
    expect(state?.messages.map(({ by }) => by)).toEqual(['ada', null, 'speaker_2', 'ada_3']);
    expect(state?.ending).toMatchObject({ status: 'stopped', record: null, options: [] });
  });

  it.each([
    ['nobody but oneself', '**You:** One\n', 1, /speakers besides/],
    [
      'too many speakers',
      Array.from({ length: 21 }, (_, at) => `**N${at}:** x\n`).join(''),
      21,
      /at most 20/,
    ],
    ['too many turns', '**Ada:** x\n'.repeat(501), 501, /at most 500 turns/],
    ['a turn that is too long', `**Ada:** x\n**Ada:** ${'y'.repeat(20_001)}\n`, 2, /at most 20000/],
  ])('of %s names its line', (_what, text, line, detail) => {
    expect(made(text)).toEqual({ ok: false, line, detail: expect.stringMatching(detail) });
  });

  it('of the most turns there can be is taken', () => {
    const found = made('**Ada:** x\n'.repeat(500));
    expect(found.ok && DiscussionExport.safeParse(found.file).success).toBe(true);
  });
});
