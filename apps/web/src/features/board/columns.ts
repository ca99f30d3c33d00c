import type { Task, TaskStatus } from '@overmind/contracts/entities/task';
import { type BoardFilter, type FilterFacts, passes } from './filter.ts';

export const boardColumns = [
  'queued',
  'in_progress',
  'blocked',
  'needs_review',
  'done',
  'failed',
] as const satisfies readonly TaskStatus[];
export type BoardColumn = (typeof boardColumns)[number];

/** Where the overview above the board jumps to. */
export const columnId = (column: BoardColumn): string => `column-${column}`;

/** Work that waits stands by urgency, then age; work that ended, newest first. */
const byUrgency = (a: Task, b: Task): number =>
  a.priority - b.priority || compare(a.created_at, b.created_at);
const byRecency = (a: Task, b: Task): number => compare(b.updated_at, a.updated_at);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The board's columns, filtered and in order. */
export function toColumns(
  tasks: readonly Task[],
  filter: BoardFilter,
  facts: FilterFacts,
): Record<BoardColumn, Task[]> {
  const columns: Record<BoardColumn, Task[]> = {
    queued: [],
    in_progress: [],
    blocked: [],
    needs_review: [],
    done: [],
    failed: [],
  };
  for (const task of tasks)
    if (task.status !== 'canceled' && passes(task, filter, facts)) columns[task.status].push(task);
  for (const column of boardColumns) {
    const isEnded = column === 'done' || column === 'failed';
    columns[column].sort(isEnded ? byRecency : byUrgency);
  }
  return columns;
}
