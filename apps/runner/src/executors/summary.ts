import type { Evidence, StepResult } from '@overmind/contracts/entities/run';
import { shownCommand } from '@overmind/domain/runs/shown-command';
import type { TestCounts } from '../output/test-counts.ts';

const count = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? '' : 's'}`;

/** "2 commands and 1 check passed, 5 tests passed" */
export function passedSummary(steps: readonly StepResult[], evidence: readonly Evidence[]): string {
  const passed = (kind: StepResult['kind']) =>
    steps.filter((step) => step.kind === kind && step.status === 'passed').length;
  const parts = [
    passed('command') > 0 ? count(passed('command'), 'command') : '',
    passed('check') > 0 ? count(passed('check'), 'check') : '',
  ].filter((part) => part !== '');
  const allowed = steps.filter(
    (step) => step.status === 'allowed_failure' || step.status === 'timed_out',
  ).length;
  const passedTests = evidence.reduce((sum, { tests }) => sum + (tests?.passed ?? 0), 0);
  const failedTests = evidence.reduce((sum, { tests }) => sum + (tests?.failed ?? 0), 0);
  const tests = count(passedTests + failedTests, 'test');
  const sentence = parts.length > 0 ? `${parts.join(' and ')} passed` : 'No step passed';
  return [
    sentence,
    allowed > 0 ? `${allowed} failed as allowed` : '',
    failedTests > 0 ? `${failedTests} of ${tests} failed` : passedTests > 0 ? `${tests} passed` : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** "`npm test` exited with 1: 1 of 5 tests failed" */
export function failedSummary(run: readonly string[], exitCode: number, tests: TestCounts | null): string {
  const sentence = `\`${shownCommand(run)}\` exited with ${exitCode}`;
  if (tests === null || tests.failed === 0) return sentence;
  return `${sentence}: ${tests.failed} of ${count(tests.passed + tests.failed, 'test')} failed`;
}
