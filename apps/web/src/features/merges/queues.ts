import type { Merge } from '@overmind/contracts/entities/merge';
import { branchWords } from '#text/merges.ts';

/** The way to one base branch of one repository. */
export interface MergeQueue {
  name: string;
  repoPath: string;
  baseBranch: string;
  /** On their way, the next one first. */
  waiting: Merge[];
  /** Did not go in, and nothing of the same task came after; newest first. */
  stopped: Merge[];
  /** Went in, or were given up; newest first. */
  past: Merge[];
}

const isWaiting = ({ status }: Merge): boolean => status === 'queued' || status === 'checking';
const hasStopped = ({ status }: Merge): boolean =>
  status === 'conflict' || status === 'check_failed' || status === 'failed';

/** Merges, newest first, as queues: those with something in them first. */
export function queuesOf(merges: readonly Merge[]): MergeQueue[] {
  const newest = newestOfTasks(merges);
  const queues = new Map<string, MergeQueue>();
  for (const merge of merges) {
    const key = `${merge.repo_path}\n${merge.base_branch}`;
    const queue = queues.get(key) ?? emptyQueue(merge);
    queues.set(key, queue);
    if (isWaiting(merge)) queue.waiting.unshift(merge);
    else if (hasStopped(merge) && newest.has(merge.id) && merge.follow_up_task_id === null)
      queue.stopped.push(merge);
    else queue.past.push(merge);
  }
  return [...queues.values()].sort((a, b) => weightOf(b) - weightOf(a));
}

const emptyQueue = ({ repo_path, base_branch }: Merge): MergeQueue => ({
  ...{ name: `${repo_path.split('/').at(-1) ?? ''} · ${branchWords(base_branch)}`, repoPath: repo_path },
  ...{ baseBranch: base_branch, waiting: [], stopped: [], past: [] },
});
const weightOf = ({ waiting, stopped }: MergeQueue): number => waiting.length + stopped.length;

/** The ids of the merges after which no other of the same task came. */
export function newestOfTasks(merges: readonly Merge[]): ReadonlySet<string> {
  const newest = new Map<string, string>();
  for (const { id, task_id } of merges) if (!newest.has(task_id)) newest.set(task_id, id);
  return new Set(newest.values());
}

/** Neighbours of a queue that share what happens to them next. */
export interface QueuePart {
  kind: 'tried' | 'suspected' | 'waiting';
  merges: Merge[];
}

/** Tried with others that did not pass together, and not by itself yet. */
const isSuspected = ({ status, started_at }: Merge): boolean => status === 'queued' && started_at !== null;
const kindOf = (merge: Merge): QueuePart['kind'] =>
  merge.status === 'checking' ? 'tried' : isSuspected(merge) ? 'suspected' : 'waiting';

/** What is tried together now, what is told apart after a try that failed, and what waits its first turn. */
export function partsOf(waiting: readonly Merge[]): QueuePart[] {
  const parts: QueuePart[] = [];
  for (const merge of waiting) {
    const kind = kindOf(merge);
    const last = parts.at(-1);
    if (last?.kind === kind) last.merges.push(merge);
    else parts.push({ kind, merges: [merge] });
  }
  return parts;
}
