import type { Task, TaskStatus, TaskType } from '@overmind/contracts/entities/task';

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

export interface BoardFilter {
  text: string;
  agentId: string | null;
  type: TaskType | null;
}
export const noFilter: BoardFilter = { text: '', agentId: null, type: null };
export const isFiltering = (filter: BoardFilter): boolean =>
  filter.text.trim() !== '' || filter.agentId !== null || filter.type !== null;

function passes(task: Task, filter: BoardFilter): boolean {
  if (filter.agentId !== null && task.assigned_agent_id !== filter.agentId) return false;
  if (filter.type !== null && task.type !== filter.type) return false;
  const text = filter.text.trim().toLowerCase();
  return text === '' || `${task.key} ${task.title}`.toLowerCase().includes(text);
}

/** Work that waits stands by urgency, then age; work that ended, newest first. */
const byUrgency = (a: Task, b: Task): number =>
  a.priority - b.priority || compare(a.created_at, b.created_at);
const byRecency = (a: Task, b: Task): number => compare(b.updated_at, a.updated_at);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The board's columns, filtered and in order. */
export function toColumns(tasks: readonly Task[], filter: BoardFilter): Record<BoardColumn, Task[]> {
  const columns: Record<BoardColumn, Task[]> = {
    queued: [],
    in_progress: [],
    blocked: [],
    needs_review: [],
    done: [],
    failed: [],
  };
  for (const task of tasks)
    if (task.status !== 'canceled' && passes(task, filter)) columns[task.status].push(task);
  for (const column of boardColumns) {
    const isEnded = column === 'done' || column === 'failed';
    columns[column].sort(isEnded ? byRecency : byUrgency);
  }
  return columns;
}
