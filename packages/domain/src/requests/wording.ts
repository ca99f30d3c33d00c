import type { TaskStatus } from '@overmind/contracts/entities/task';

export const statusWords: Record<TaskStatus, string> = {
  queued: 'queued',
  in_progress: 'running',
  blocked: 'blocked',
  needs_review: 'waiting for your review',
  done: 'done',
  failed: 'failed',
  canceled: 'canceled',
};

export const done = {
  canceled: 'Canceled',
  retried: 'Queued again:',
  approved: 'Approved',
  rejected: 'Sent back with your words:',
  reprioritized: 'Changed the priority of',
} as const;

/** Only what departs from the usual is said. */
export const priorityWords: Readonly<Record<number, string>> = {
  1: 'urgent',
  2: 'high priority',
  4: 'low priority',
  5: 'when there is time',
};

export const help = [
  'Tell me what to do, and I make tasks of it: "run the tests, then fix the login bug (urgent)".',
  '- **Ask**: "what\'s running?", "how is the login task?", "what did SHOP-3 change?"',
  '- **Steer**: "cancel SHOP-4", "retry it", "approve SHOP-3", "make SHOP-5 urgent", "pause", "resume"',
  '- **Agents**: "@backend add a health route", "disable the frontend agent"',
  '- **Commands**: /status, /run, /cancel, /retry, /approve, /help',
].join('\n');

export function count(number: number, word: string): string | null {
  return number === 0 ? null : `${number} ${word}`;
}
