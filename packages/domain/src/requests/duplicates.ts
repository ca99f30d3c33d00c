import type { TaskStatus } from '@overmind/contracts/entities/task';
import { contentWords } from './language/words.ts';

interface Comparable {
  key: string;
  title: string;
  status: TaskStatus;
}

/** Work still to be done; asking for it again asks for nothing new. */
const waiting: ReadonlySet<TaskStatus> = new Set<TaskStatus>(['queued', 'in_progress', 'blocked']);
/** Once a run has ended, these ask for another one. */
const repeatable = new Set('run test review check build deploy lint verify measure benchmark'.split(' '));
const minSimilarity = 0.8;

/** The task of the same meaning that is still open, the first of several; null for none. */
export function findDuplicate(title: string, openTasks: readonly Comparable[]): { key: string } | null {
  const wanted = contentWords(title);
  const verb = wanted[0];
  if (verb === undefined) return null;
  const isOpen = ({ status }: Comparable) =>
    waiting.has(status) || (status === 'needs_review' && !repeatable.has(verb));
  const found = openTasks.find((task) => isOpen(task) && isAlike(wanted, contentWords(task.title)));
  return found === undefined ? null : { key: found.key };
}

/** The same verb, and the same words or nearly; numbers, paths and names with digits must all agree. */
function isAlike(one: readonly string[], other: readonly string[]): boolean {
  if (one[0] !== other[0]) return false;
  const ones = new Set(one);
  const others = new Set(other);
  const differing = [...ones]
    .filter((word) => !others.has(word))
    .concat([...others].filter((word) => !ones.has(word)));
  if (differing.length === 0) return true;
  if (differing.some((word) => /[\d./_]|^(?:not|no|un|without|except)$/.test(word))) return false;
  const all = new Set([...ones, ...others]).size;
  return (all - differing.length) / all >= minSimilarity;
}
