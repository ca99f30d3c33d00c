import type { MergeStatus } from '@overmind/contracts/entities/merge';
import type { MergeStrategy, MergeTarget } from '@overmind/contracts/entities/merge-ways';

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const mergeStatusWords: Record<MergeStatus, string> = {
  queued: 'Waiting for its turn',
  checking: 'Being checked',
  merged: 'Merged',
  conflict: 'Conflicts',
  check_failed: 'A check failed',
  failed: 'Failed',
  canceled: 'Taken out',
};

export const strategyWords: Record<MergeStrategy, string> = {
  ff: 'Fast-forward',
  merge: 'Merge commit',
  squash: 'Squash',
};

export const targetWords: Record<MergeTarget, string> = {
  local: 'the repository here',
  push: 'the repository and its remote',
  pull_request: 'a pull request',
};

export const merges = {
  title: 'Merges',
  open: 'All merges',
  empty: 'Nothing was merged yet',
  emptyHint:
    'Approve a result and merge it: it then waits here for its turn, is checked on the new base, and goes in.',
  queue: (branch: string) => `Queue to ${branch}`,
  queueEmpty: 'Nothing waits. The branch is up to date with what was approved.',
  waiting: (count: number) => (count === 0 ? 'nothing waits' : `${count} on the way`),
  line: 'The queue, the next one first',
  tried: (count: number, base: string | null) =>
    `${count === 1 ? 'Being checked' : `${count} are checked together`}${base === null ? '' : ` on ${base}`}`,
  suspected: (count: number) =>
    count === 1
      ? 'Told apart: a try of it with others did not pass, so it is tried by itself.'
      : 'Told apart: together they did not pass, so halves are tried until the one to blame is found.',
  waitsFor: (keys: string) => `Waits for ${keys}`,
  nextTry: 'Tried next.',
  stopped: 'Did not go in',
  past: 'Earlier',
  place: (place: number) => (place === 1 ? 'Next' : `${place}. in line`),
  card: (key: string, status: string) => `${key}: ${status.toLowerCase()}`,
  into: (strategy: string, branch: string) => `${strategy} into ${branch}`,
  targetInto: (target: string) => `Into ${target}`,
  conflicts: (count: number) => `${plural(count, 'file', 'files')} in conflict`,
  evidence: 'Checks on the new base',
  commit: 'Merged commit',
  approvedCommit: 'Approved commit',
  pullRequest: (number: number) => `Pull request #${number}`,
  pullRequestOpen: 'A pull request is open',
  followUp: 'Task that followed',
  requested: 'Asked for',
  details: 'Details',
  openReview: 'What this commit changes',
  more: 'Show older merges',
  cancel: 'Take it out',
  rebase: 'Give the conflicts to an agent',
  revert: 'Take it back',
  retry: 'Try to merge again',
  start: 'Merge',
  rebased: (key: string) => `${key} is queued: an agent settles the conflicts.`,
  reverted: (key: string) => `${key} is queued: it takes the merge back.`,
  canceled: (key: string) => `${key} is out of the queue.`,
  queued: (key: string) => `${key} is on its way to the base branch.`,
  failed: 'That did not work',
  confirmRevert: {
    title: (key: string) => `Take ${key} back?`,
    hint: 'A task is made that undoes the merge. It is run and reviewed like any other; nothing changes before.',
  },
  confirmMerge: {
    title: (key: string) => `Merge ${key}?`,
    hint: 'It waits for its turn in the queue to the base branch.',
  },
  keep: 'Leave it as it is',
  origin: {
    rebase: (key: string) => `Settles the conflicts of the merge of ${key}`,
    revert: (key: string) => `Takes the merge of ${key} back`,
    unknown: 'another task',
  },
  panel: 'Merge',
  noGit:
    'Its folder has no git, so nothing is merged. Download the patch and apply it in the folder with “git apply changes.patch”.',
  downloadPatch: 'Download the patch',
  notMerged: 'It is approved and not merged yet.',
  attempts: (count: number) => plural(count, 'earlier try', 'earlier tries'),
} as const;

export const mergePreview = {
  title: 'What the merge would meet',
  failed: 'What a merge would meet cannot be said now.',
  into: (strategy: string, branch: string) => `${strategy} into ${branch}`,
  ahead: (ahead: number, behind: number) =>
    `${plural(ahead, 'commit', 'commits')} ahead${behind === 0 ? ', nothing behind' : `, ${behind} behind`}`,
  isMerged: 'It is merged already.',
  clean: 'No conflicts.',
  conflicts: (count: number) =>
    `${plural(count, 'file conflicts', 'files conflict')} with what was merged since:`,
  noFastForward: 'The branch has moved on, so it cannot be fast-forwarded.',
  checks: (names: string) => `These checks run on the new base first: ${names}.`,
  agentHasNoChecks: 'The agent has no checks, so nothing is checked on the new base.',
  noChecks: 'No checks run on the new base: the project settings say so.',
  target: (target: string) => `Into ${target}.`,
} as const;

/** A merge names its branch once a runner has told which one is the repository's default. */
export const branchWords = (branch: string): string => (branch === 'HEAD' ? 'the default branch' : branch);
