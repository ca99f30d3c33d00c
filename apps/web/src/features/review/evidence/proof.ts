import type { Evidence, Run } from '@overmind/contracts/entities/run';

export interface ProofSummary {
  /** What can pass or fail: commands, checks and reviewers; a diff or a report proves nothing. */
  proofs: Evidence[];
  passed: number;
  tests: { passed: number; failed: number; skipped: number } | null;
  isUnchecked: boolean;
}

export function summarize(run: Pick<Run, 'evidence'>): ProofSummary {
  const proofs = run.evidence.filter(({ kind }) => kind !== 'diff' && kind !== 'report');
  const counted = proofs.flatMap(({ tests }) => (tests === null ? [] : [tests]));
  const sum = (of: 'passed' | 'failed' | 'skipped') => counted.reduce((total, tests) => total + tests[of], 0);
  return {
    proofs,
    passed: proofs.filter(({ exit_code }) => (exit_code ?? 0) === 0).length,
    tests:
      counted.length === 0 ? null : { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') },
    isUnchecked: proofs.length === 0,
  };
}
