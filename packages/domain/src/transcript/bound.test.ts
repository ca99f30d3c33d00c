import type { TranscriptStep } from '@overmind/contracts/entities/transcript';
import { expect, it } from 'vitest';
import { boundStep, maxStepChars } from './bound.ts';

const call = (input: string, output: string, patches: string[]): TranscriptStep => ({
  op: 'put',
  entry: {
    ...{ kind: 'tool_call', id: 'call', at: '2026-01-16T16:10:00.000Z', title: 'Edit' },
    ...{ tool: 'edit', status: 'completed', locations: [], input, output },
    diffs: patches.map((patch, index) => ({ path: `src/${index}.ts`, patch })),
  },
});

it('a step of usual size stays as it is', () => {
  const step = call('{}', 'done', ['@@ -1 +1 @@']);
  expect(boundStep(step)).toBe(step);
});

it.each([
  [
    'many large diffs',
    call(
      '{}',
      'x',
      Array.from({ length: 50 }, () => 'p'.repeat(200_000)),
    ),
  ],
  ['output that grows in JSON', call('"'.repeat(100_000), '\\'.repeat(100_000), [])],
  [
    'half a character at the cut',
    call('\u{1f600}'.repeat(50_000), '\u{1f600}'.repeat(50_000), ['\u{1f600}'.repeat(90_000)]),
  ],
])('%s are cut to what a reader can take, and say so', (_, step) => {
  const bound = boundStep(step);
  expect(JSON.stringify(bound).length).toBeLessThanOrEqual(maxStepChars + 2_000);
  expect(JSON.stringify(bound)).toContain('(cut)');
  expect(JSON.stringify(bound).isWellFormed()).toBe(true);
});

it('short texts beside a long one stay whole', () => {
  const bound = boundStep(call('{"path":"a"}', 'fine', ['p'.repeat(400_000)]));
  expect(bound).toMatchObject({ entry: { input: '{"path":"a"}', output: 'fine' } });
});
