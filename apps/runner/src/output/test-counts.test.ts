import { expect, it } from 'vitest';
import { TestCounter } from './test-counts.ts';

it.each([
  ['node:test', ['# tests 5', '# pass 4', '# fail 1', '# cancelled 0', '# skipped 0', '# todo 0'], [4, 1, 0]],
  ['node:test spec', ['ℹ tests 3', 'ℹ pass 2', 'ℹ fail 0', 'ℹ skipped 1'], [2, 0, 1]],
  ['TAP', ['1..3', 'ok 1 - a', 'not ok 2 - b', 'ok 3 - c # SKIP', '    ok 1 - nested'], [1, 1, 1]],
  [
    'Vitest',
    [
      ' Test Files  1 failed | 1 passed (2)',
      '\x1b[2m      Tests \x1b[22m \x1b[31m1 failed\x1b[39m | \x1b[32m2 passed\x1b[39m (3)',
    ],
    [2, 1, 0],
  ],
  [
    'Jest',
    ['Test Suites: 1 passed, 1 total', 'Tests:       1 failed, 1 skipped, 5 passed, 7 total'],
    [5, 1, 1],
  ],
  ['pytest', ['===== 1 failed, 3 passed, 2 skipped in 0.12s ====='], [3, 1, 2]],
  ['pytest -q', ['3 passed in 0.01s'], [3, 0, 0]],
  [
    'go test -v',
    ['--- PASS: TestA (0.00s)', '    --- PASS: TestA/sub (0.00s)', '--- FAIL: TestB (0.00s)', 'FAIL'],
    [1, 1, 0],
  ],
  [
    'cargo',
    [
      'test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured',
      'test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured',
    ],
    [4, 2, 1],
  ],
])('reads %s', (_, lines, [passed, failed, skipped]) => {
  const counter = new TestCounter();
  for (const line of lines) counter.add(line);
  expect(counter.counts).toEqual({ passed, failed, skipped });
});

it('sees no tests in ordinary output', () => {
  const counter = new TestCounter();
  for (const line of ['building…', '3 passed the post', 'ok, done', 'Tests are fun']) counter.add(line);
  expect(counter.counts).toBeNull();
});
