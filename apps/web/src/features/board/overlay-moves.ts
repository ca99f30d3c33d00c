import type { Task, TaskStatus } from '@overmind/contracts/entities/task';

export interface ShownMove {
  taskId: string;
  to: TaskStatus;
  /** The task's version and status when the person let go. */
  baseVersion: number;
  from: TaskStatus;
  isPending: boolean;
}

/** A move shows while it is on its way, then until the confirmed task has moved on; so nothing is ever rolled back. */
export const isShown = (move: ShownMove, task: Task): boolean =>
  move.isPending || (task.version <= move.baseVersion && task.status === move.from);

/** Confirmed tasks with the moves on top; a task that no move concerns is the same object as before. */
export function overlayMoves(tasks: readonly Task[], moves: readonly ShownMove[]): readonly Task[] {
  if (moves.length === 0) return tasks;
  const latest = new Map(moves.map((move) => [move.taskId, move]));
  return tasks.map((task) => {
    const move = latest.get(task.id);
    return move === undefined || !isShown(move, task) ? task : { ...task, status: move.to };
  });
}
