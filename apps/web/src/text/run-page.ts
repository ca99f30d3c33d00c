import type { RunFlag, SandboxLevel, StepResult } from '@overmind/contracts/entities/run';
import type { RunTab } from '#lib/route-ids.ts';

const plural = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

export const runPage = {
  title: (key: string, attempt: number) => `${key}, attempt ${attempt}`,
  name: 'Run',
  attempt: (attempt: number) => `Attempt ${attempt}`,
  agent: 'Agent',
  elapsed: 'Time',
  branch: 'Branch',
  commit: 'Commit',
  tokens: (sent: string, received: string) => `${sent} tokens in, ${received} out`,
  cachedTokens: (count: string) => `${count} of them from a cache`,
  cost: 'Cost',
  changed: (files: number, plus: number, minus: number) =>
    files === 0 ? 'no files changed' : `${plural(files, 'file', 'files')}, +${plus} −${minus}`,
  toolCalls: (count: number) => plural(count, 'tool call', 'tool calls'),
  cancel: 'Stop the run',
  cancelTitle: 'Stop this run?',
  cancelHint: 'The agent is ended, and its task is canceled. What it has done so far is kept for a look.',
  cancelReason: 'Why? (optional)',
  stopping: 'Stopping…',
  retry: 'Try again',
  retried: 'Another attempt is queued.',
  toNewer: 'See the newest attempt',
  tabs: {
    transcript: 'Transcript',
    console: 'Console',
    evidence: 'Evidence',
    changes: 'Changes',
    files: 'Files',
    models: 'Models',
    terminal: 'Terminal',
    attempts: 'Attempts',
  } satisfies Record<RunTab, string>,
  review: 'Open the review',
  noCommit: 'There is nothing to compare: this run has made no commit.',
  goneTitle: 'There is no such run',
  goneHint: 'It may have been removed with its task, or the address is wrong.',
} as const;

export const sandbox: Record<SandboxLevel | 'unknown', { word: string; hint: string }> = {
  sandboxed: {
    word: 'Sandboxed',
    hint: 'The run can write in its workspace only, sees no secrets of the machine, and reaches only the hosts it may.',
  },
  restricted: {
    word: 'Restricted',
    hint: 'Limits and a clean environment, but no wall around files and network: the system offers no full sandbox.',
  },
  none: {
    word: 'No sandbox',
    hint: 'The run can do all that the runner’s own user can. A person chose this.',
  },
  unknown: { word: 'Sandbox not known yet', hint: 'It is known once a runner has taken the run.' },
};

export const evidence = {
  steps: 'Steps',
  noSteps: 'No step is known yet.',
  proof: 'Proof',
  noProof: 'Nothing was proven yet.',
  tests: 'Tests',
  stepKinds: {
    setup: 'set-up',
    command: 'command',
    agent: 'agent',
    check: 'check',
    teardown: 'clean-up',
  } satisfies Record<StepResult['kind'], string>,
  toLog: (name: string) => `Show ${name} in the console`,
  inLog: 'In the console',
  summary: 'Summary',
  counts: (passed: number, failed: number, skipped: number) =>
    [`${passed} passed`, failed > 0 ? `${failed} failed` : '', skipped > 0 ? `${skipped} skipped` : '']
      .filter(Boolean)
      .join(', '),
  others: (count: number) => `Show ${plural(count, 'other test', 'other tests')}`,
  fewer: 'Show failed ones only',
  isCut: 'There were more tests than are listed here.',
  shown: (shown: number, all: number) => `The first ${shown} of ${all}`,
  unreadable: 'This test report cannot be read. Download it to look inside.',
  caseWords: { passed: 'passed', failed: 'failed', skipped: 'skipped' },
  flagsTitle: (count: number) =>
    count === 1 ? 'Something in this run needs a look' : `${count} things in this run need a look`,
  flagsHint: 'A person has to look: no rule accepts such a run by itself.',
  flags: {
    test_deleted: 'A test was deleted',
    test_skipped: 'A test is skipped now',
    assertion_removed: 'An assertion was removed',
    check_changed: 'What checks the work was changed',
    changed_later: 'Checks or teardown changed a file of the result',
    branch_restored: 'A branch or tag vanished during the run and was put back',
  } satisfies Record<RunFlag['kind'], string>,
} as const;

export const criteria = {
  by: (reviewer: string, model: string) => `Reviewed by ${reviewer} (${model}).`,
  ofDescription: 'The task has no acceptance criteria, so its description was judged.',
  met: { yes: 'Met', no: 'Not met', unclear: 'Unclear' },
  lines: 'Lines that show it',
} as const;

export const artifacts = {
  title: 'Files of this run',
  none: 'This run has left no files.',
  noneLive: 'Files appear here when the run has made them.',
  download: (name: string) => `Download ${name}`,
  hash: 'SHA-256',
  copyHash: 'Copy the hash',
  kinds: {
    diff: 'Diff',
    patch: 'Patch',
    report: 'Report',
    test_results: 'Test results',
    screenshot: 'Picture',
    log: 'Log',
    terminal: 'Terminal recording',
    review: 'Review',
  },
} as const;

export const attempts = {
  title: 'Attempts at this task',
  current: 'this one',
} as const;
