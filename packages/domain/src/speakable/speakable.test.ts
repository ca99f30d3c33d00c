import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { speakable } from './speakable.ts';

describe('a text for the ear', () => {
  it.each([
    ['I changed src/server/auth.ts.', 'I changed auth dot t s in src server.'],
    ['See `auth.test.ts:12`, please', 'See auth dot test dot t s, line 12, please.'],
    ['DEM-42 is done, **DEM-043** waits', 'DEM 42 is done, DEM 43 waits.'],
    ['It took 3m 12s', 'It took 3 minutes and 12 seconds.'],
    ['after 1h05m and 850ms, or 1s', 'after 1 hour and 5 minutes and 850 milliseconds, or 1 second.'],
    ['12MB of 1.5 GiB', '12 megabytes of 1.5 gibibytes.'],
    ['95% of 12/14 tests', '95 percent of 12 of 14 tests.'],
    ['v2.0.1 follows 1.2.3', 'version 2 point 0 point 1 follows 1 point 2 point 3.'],
    ['from version v1.0 on', 'from version 1 point 0 on.'],
    ['See README.md.', 'See readme dot m d.'],
    ['It is 3.14, 3x faster', 'It is 3.14, 3 times faster.'],
    ['since 2026-01-31T14:05:00Z', 'since January 31, 2026 at 14:05.'],
    ['at 9:30am.', 'at 9:30 AM.'],
    ['PR #17 by @backend', 'PR number 17 by backend.'],
    ['run 0190f3b2-1c2d-7e3f-8a4b-5c6d7e8f9a0b ended', 'run ended.'],
    ['merged as 39e3318f0a1b.', 'merged as.'],
    ['getUserById uses MAX_RETRIES', 'get User By Id uses max retries.'],
    [
      '[the report](https://example.com/a?b=c) and https://docs.example.org/x.',
      'the report and a link to docs dot example dot org.',
    ],
    ['# Done\n\n> quoted *text*', 'Done.\nquoted text.'],
    ['✅ Tests 🎉 passed', 'done Tests passed.'],
    ['a -> b & c >= 3', 'a to b and c at least 3.'],
    ["It’s “fine”, isn't it?", "It’s “fine”, isn't it?"],
    ['Which one?\n1. Retry\n2. Cancel', 'Which one?\n1, Retry.\n2, Cancel.'],
    ['well-known, state-of-the-art', 'well-known, state-of-the-art.'],
    ['', ''],
    ['---\n***', ''],
  ])('says %j as %j', (text, said) => {
    expect(speakable(text)).toBe(said);
  });

  it('mentions code, once, and reads none of it', () => {
    const said = speakable(
      'Look:\n```ts\nconst secret = open("/etc");\n```\nand\n\n    rm -rf build\n\nconst x = () => 1;\nThe end',
    );
    expect(said).toBe('Look.\nThe code is on the screen.\nand.\nThe end.');
  });

  it('mentions a table', () => {
    expect(speakable('Results:\n\n| a | b |\n|---|---|\n| 1 | 2 |')).toBe(
      'Results.\nThe table is on the screen.',
    );
  });

  it('says the first of a list and how many more there are', () => {
    const list = Array.from({ length: 10 }, (_, at) => `- item ${at + 1}`).join('\n');
    expect(speakable(list).split('\n')).toEqual([
      ...['item 1.', 'item 2.', 'item 3.', 'item 4.', 'item 5.'],
      'And 5 more.',
    ]);
  });

  it('reads no expression that stands in a sentence', () => {
    expect(speakable('Use `a = b(c) ? d : {}` here')).toBe('Use some code here.');
  });

  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.uuid(),
    fc.constantFrom(
      ...[
        '**bold**',
        '`code`',
        '```',
        '\n',
        '\n\n',
        '- ',
        '1. ',
        '| a |',
        '> ',
        '# ',
        '[a](b)',
        '![i](j)',
        '<b>',
        '_x_',
      ],
      ...[
        'src/a.ts',
        'a.b.c',
        'v1.2',
        '3m',
        '12s',
        '1h',
        '5%',
        '3/4',
        '10x',
        'DEM-1',
        'DEM-1-2',
        '#3',
        '@a',
        '--f',
        '-5',
      ],
      ...[
        'https://a.io/b',
        'abc1234',
        '->',
        '=',
        '&',
        '✅',
        '...',
        '?!',
        '"',
        "'",
        '(',
        ')',
        ',',
        ':',
        ' ',
        '\u001b[31m',
        '~',
      ],
    ),
  );
  const text = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(''));
  const spaced = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(' '));

  it('leaves nothing that is not for the ear', () => {
    fc.assert(
      fc.property(fc.oneof(text, spaced), (written) => {
        const said = speakable(written);
        expect(said).not.toMatch(/[^\P{C}\n]|[*_`#|<>[\]{}\\~^=]/u);
        expect(said).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/i);
        expect(said).not.toMatch(/https?:/i);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves alone what it has written', () => {
    fc.assert(
      fc.property(fc.oneof(text, spaced), (written) => {
        const said = speakable(written);
        expect(speakable(said)).toBe(said);
      }),
      { numRuns: 500 },
    );
  });

  const hostile = [
    ...[
      '*',
      '`',
      '[',
      '](',
      '![',
      '<',
      '<!--',
      '<a ',
      '# ',
      '|',
      '\n',
      ' ',
      '. ',
      '.',
      '-',
      '/',
      'a/',
      '1',
      '1.',
      '1,',
      'a',
      'A',
    ],
    ...[
      'http://',
      '0123abcd',
      'aA',
      '_',
      '@',
      '>',
      '- ',
      '(',
      '"',
      '=',
      '1m ',
      '1h1m',
      '\u001b[',
      '\u001b]',
      ' ,',
      '~~',
      '{',
      'at ',
    ],
  ];
  it.each(hostile)('is done with 100 kB of %j', (unit) => {
    const said = speakable(unit.repeat(100_000 / unit.length));
    expect(said.length).toBeLessThan(2_000_000);
  });
});
