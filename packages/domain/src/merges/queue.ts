/*
 * A queue of merges is worked on in groups of neighbours. A group is tried as a whole on the head of the base
 * branch. If it passes, all of it is merged. If its checks fail, it is parted into halves, and the first half is
 * tried first; a part of one is the culprit. An item that conflicts is only to blame once all that stand before
 * it have gone in or out: those are tried by themselves first, then it meets the base branch alone.
 *
 * A try that could not be made for a reason of the runner's blames nobody: the group stays whole.
 *
 * Each try merges or settles at least one item or parts a group, and n items can be parted n - 1 times: there are
 * fewer than 2n tries.
 */
export type TryResult =
  | { result: 'passed' }
  | { result: 'conflict'; itemId: string }
  /** Something of this one alone is in the way, whatever stands before it. */
  | { result: 'impossible'; itemId: string }
  /** The checks failed on all of them together. */
  | { result: 'failed' };

export type Verdict =
  | { act: 'merge' }
  /** This one cannot go in; the rest of the group is tried again without it. */
  | { act: 'settle'; itemId: string }
  /** The first so many are tried before the others. */
  | { act: 'part'; first: number }
  /** The answer is of other items than these. */
  | { act: 'again' };

/** What follows from a try of a group of at least one item. */
export function judgeTry(group: readonly string[], tried: TryResult): Verdict {
  const [first] = group;
  if (first === undefined) return { act: 'again' };
  if (tried.result === 'passed') return { act: 'merge' };
  if (tried.result === 'conflict') {
    const index = group.indexOf(tried.itemId);
    if (index === -1) return { act: 'again' };
    return index === 0 ? { act: 'settle', itemId: first } : { act: 'part', first: index };
  }
  if (tried.result === 'impossible')
    return group.includes(tried.itemId) ? { act: 'settle', itemId: tried.itemId } : { act: 'again' };
  if (group.length === 1) return { act: 'settle', itemId: first };
  return { act: 'part', first: Math.ceil(group.length / 2) };
}

interface Waiting {
  id: string;
  project_id: string;
  agent_id: string;
  /** Whose repository holds the commit; null when that runner is not known any more. */
  runner_id: string | null;
  target: string;
  batch: number;
}

/** As many as one runner is asked to try at once. */
export const maxGroup = 20;

/**
 * The neighbours at the head of the queue that are tried together: of one agent, so that one set of checks is theirs,
 * and of one runner, since another may work in a clone of its own.
 */
export function firstGroup<T extends Waiting>(queue: readonly T[]): T[] {
  const [first] = queue;
  if (!first) return [];
  if (first.target === 'pull_request') return [first];
  const end = queue.findIndex(
    (each) =>
      each.batch !== first.batch ||
      each.agent_id !== first.agent_id ||
      each.runner_id !== first.runner_id ||
      each.project_id !== first.project_id ||
      each.target === 'pull_request',
  );
  return queue.slice(0, Math.min(end === -1 ? queue.length : end, maxGroup));
}
