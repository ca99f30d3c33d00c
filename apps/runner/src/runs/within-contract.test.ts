import { RunResult } from '@overmind/contracts/entities/run';
import { expect, it } from 'vitest';
import type { RunEnd } from '../spool/run-spool.ts';
import { withinContract } from './within-contract.ts';

const evidence = {
  ...{ name: 'tests', kind: 'check' as const, run: [], exit_code: 0, duration_ms: 1 },
  ...{ log_from_seq: null, log_to_seq: null, excerpt: '', tests: null },
};
const artifact = { kind: 'log' as const, name: 'a', file: 'a', sha256: '', size_bytes: 1 };
const end = (change: Partial<RunResult>, artifacts = 1): RunEnd => ({
  kind: 'complete',
  result: { ...RunResult.parse({ status: 'completed', head_commit: 'abc' }), ...change },
  artifacts: Array.from({ length: artifacts }, () => artifact),
});

it('leaves a result as it is that the server can read', () => {
  expect(withinContract(end({}))).toEqual(end({}));
});

it.each([
  [
    'a text that is too long',
    { evidence: [{ ...evidence, excerpt: 'x'.repeat(20_000) }] },
    'evidence.0.excerpt',
  ],
  ['too many of something', { evidence: Array.from({ length: 201 }, () => evidence) }, 'evidence'],
  [
    'more than a frame takes',
    { steps: Array.from({ length: 100 }, () => ({ ...step(), run: ['x'.repeat(90_000)] })) },
    'bytes',
  ],
])('fails a run with %s, names it, and keeps what is known', (_name, change, words) => {
  const told = withinContract(end(change));
  if (told.kind !== 'complete') throw new Error('It is another end.');
  expect(told.result).toMatchObject({ status: 'failed', reason: 'internal', head_commit: 'abc' });
  expect(told.result.summary).toContain(words);
  expect(RunResult.safeParse(told.result).success).toBe(true);
});

it('names no more artifacts than a result may', () => {
  expect(withinContract(end({}, 120))).toMatchObject({ result: { status: 'completed' } });
  const told = withinContract(end({}, 120));
  expect(told.kind === 'complete' && told.artifacts).toHaveLength(100);
});

function step() {
  return {
    ...{ name: 'tests', kind: 'check' as const, run: [''], status: 'passed' as const },
    ...{ exit_code: 0, duration_ms: 1, log_from_seq: null, log_to_seq: null },
  };
}
