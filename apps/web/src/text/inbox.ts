import type { InboxItem } from '@overmind/contracts/entities/inbox';

export const inbox = {
  title: 'Needs you',
  hint: 'What waits for you in all your projects, the longest waiting first.',
  link: (count: number) => (count === 0 ? 'Needs you: nothing waits' : `Needs you: ${count}`),
  count: (count: number) => (count > 99 ? '99+' : String(count)),
  emptyTitle: 'Nothing waits for you',
  emptyHint: 'Reviews, failed and blocked tasks, and questions of the relayer appear here as they come.',
  filteredTitle: 'Nothing of this kind waits',
  filteredHint: 'Something else may. Look at all kinds.',
  showAll: 'Show all',
  all: 'All',
  groupBy: 'Group by',
  groups: { project: 'Project', kind: 'Kind' },
  keysHint:
    'J and K choose · A approve · R request changes · T retry · U unblock · C cancel · 1–9 answer · Enter opens',
  open: 'Open',
  openItem: (key: string) => `Open ${key}`,
  lookOnly: 'You may look here; an operator decides.',
  waits: 'waits since',
  acts: {
    approve: 'Approve',
    reject: 'Request changes',
    retry: 'Retry',
    unblock: 'Unblock',
    cancel: 'Cancel',
  },
  doing: {
    approve: (key: string) => `${key} is approved.`,
    reject: (key: string) => `Changes to ${key} are requested.`,
    retry: (key: string) => `${key} is queued again.`,
    unblock: (key: string) => `${key} is unblocked.`,
    cancel: (key: string) => `${key} is canceled.`,
    answer: 'Answered.',
  },
  undo: 'Undo',
  failed: (key: string) => `${key} could not be decided`,
  rejectTitle: (key: string) => `Ask for changes to ${key}`,
  rejectLabel: 'What should be different?',
  question: 'Question',
  answers: 'Answers',
  noRun: 'No run has shown evidence.',
  more: 'More waits than is shown; decide these first.',
} as const;

export const inboxKinds: Record<InboxItem['kind'], { one: string; many: string }> = {
  review: { one: 'Review', many: 'Reviews' },
  question: { one: 'Question', many: 'Questions' },
  failed: { one: 'Failed', many: 'Failed' },
  blocked: { one: 'Blocked', many: 'Blocked' },
};
