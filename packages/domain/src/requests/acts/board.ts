import type { TaskStatus } from '@overmind/contracts/entities/task';
import type { KnownTask, UnderstandContext } from '../context.ts';
import type { TaskIndex } from './task-index.ts';

/** The tasks that some words speak of. */
export type Targets =
  | { kind: 'found'; keys: string[]; isGroup: boolean }
  /** More than one could be meant. */
  | { kind: 'unclear'; candidates: readonly KnownTask[] }
  /** A group that has no member now. */
  | { kind: 'nobody' }
  /** The words speak of no task that is known. */
  | { kind: 'none' };

export interface TargetSearch {
  /** Statuses in which a task can be meant, the likeliest group first. */
  tiers: readonly (readonly TaskStatus[])[];
  /** Whether "it" must leave no doubt, even if the conversation spoke of one last. */
  isStrict: boolean;
}

/** What words are read against. */
export interface Board {
  index: TaskIndex;
  context: UnderstandContext;
  /** Keys spoken of last, newest first, those of this utterance before those of the conversation. */
  mentioned: readonly string[];
}

export function eligibleTasks({ tiers }: TargetSearch, { index }: Board): KnownTask[] {
  const statuses = new Set(tiers.flat());
  return index.tasks.filter(({ status }) => statuses.has(status));
}

export const keysOf = (tasks: readonly KnownTask[]): string[] => tasks.map(({ key }) => key);

/** One task, or all of them where several are meant. */
export function choose(tasks: readonly KnownTask[], isPlural: boolean): Targets {
  if (tasks.length === 0) return { kind: 'nobody' };
  return tasks.length === 1 || isPlural
    ? { kind: 'found', keys: keysOf(tasks), isGroup: tasks.length > 1 || isPlural }
    : { kind: 'unclear', candidates: tasks };
}
