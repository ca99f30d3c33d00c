import { capitalized, joined, joinedNames, type Named, priorityWords, sentence } from './wording.ts';

export const taskActs = [
  'cancel',
  'retry',
  'approve',
  'reject',
  'reprioritize',
  'assign',
  'comment',
  'block',
  'run',
] as const;
export type TaskActName = (typeof taskActs)[number];

export interface ActOutcome {
  kind: 'acted';
  act: TaskActName;
  tasks: readonly Named[];
  /** What was not done, and why. */
  refused: readonly { key: string; detail: string }[];
  /** Runs that a runner holds and was asked to stop. */
  stopping?: readonly string[];
  agent?: string | null;
  priority?: number | null;
  words?: string | null;
  /** Tasks that were meant beyond those that one message may act on. */
  left?: number;
}

/** What was done, then what was not and why; nothing is said that did not happen. */
export function tellActed(outcome: ActOutcome): string {
  const { tasks, refused, left = 0 } = outcome;
  return [
    tasks.length === 0 ? '' : done(outcome, joinedNames(tasks)),
    ...tellRefusals(refused),
    left > 0 ? `I stopped there: ${left} more were meant. Say it again to go on.` : '',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function done({ act, agent, priority, words, tasks, stopping = [] }: ActOutcome, names: string): string {
  switch (act) {
    case 'cancel':
      return tellCanceled(tasks, stopping);
    case 'retry':
      return `Queued again: ${names}.`;
    case 'approve':
      return `Approved ${names}.`;
    case 'reject':
      return words == null
        ? `Sent back ${names}. Add a comment to say what shall change.`
        : `Sent back ${names}, with your words: ${sentence(words)}`;
    case 'reprioritize':
      return `${names} ${tasks.length === 1 ? 'has' : 'have'} priority ${priority} now${urgency(priority)}.`;
    case 'assign':
      return `${names} ${tasks.length === 1 ? 'is' : 'are'} with ${agent ?? 'no agent'} now.`;
    case 'comment':
      return `Noted on ${names}.`;
    case 'block':
      return `Blocked ${names}: ${sentence(words ?? '')}`;
    case 'run':
      return `${tasks.length === 1 ? 'A run' : 'Runs'} of ${names} ${tasks.length === 1 ? 'is' : 'are'} queued and ${tasks.length === 1 ? 'starts' : 'start'} now.`;
  }
}

/** A task is canceled only when its run has ended. */
function tellCanceled(tasks: readonly Named[], stopping: readonly string[]): string {
  const canceled = tasks.filter((task) => !stopping.includes(task.key));
  const stopped = tasks.filter((task) => stopping.includes(task.key));
  const [have, their] = stopped.length === 1 ? ['has', 'its run'] : ['have', 'their runs'];
  return [
    canceled.length === 0 ? '' : `Canceled ${joinedNames(canceled)}.`,
    stopped.length === 0 ? '' : `Stopping ${joinedNames(stopped)}: canceled when ${their} ${have} ended.`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function urgency(priority: number | null | undefined): string {
  const word = priorityWords[priority ?? 3];
  return word === undefined ? '' : `, ${word}`;
}

const maxRefusals = 4;

/** Those with the same reason share a line. */
export function tellRefusals(refused: ActOutcome['refused']): string[] {
  const byReason = new Map<string, string[]>();
  for (const { key, detail } of refused)
    byReason.set(detail, [...(byReason.get(detail) ?? []), `**${key}**`]);
  const lines = [...byReason].map(
    ([detail, keys]) => `Not ${joined(keys, 'or')}: ${sentence(capitalized(detail))}`,
  );
  const more = lines.length - maxRefusals;
  return more > 0 ? [...lines.slice(0, maxRefusals), `${more} more could not be done.`] : lines;
}
