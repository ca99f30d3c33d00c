'use client';
import type { Run } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import {
  approveTask,
  cancelTask,
  rejectTask,
  retryTask,
  runTask,
  updateTask,
} from '@overmind/contracts/routes/tasks';
import type { TaskMove } from '@overmind/domain/tasks/lifecycle';
import { useMutation, useMutationState } from '@tanstack/react-query';
import type { ShownMove } from '#features/board/overlay-moves.ts';
import { useProjectScope } from '#features/project/project-context.tsx';
import { errorWords } from '#lib/api/error-words.ts';
import { sendOnce } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';
import { tasks as text } from '#text/tasks.ts';

export interface MoveOrder {
  task: Pick<Task, 'id' | 'key' | 'version' | 'status'>;
  move: TaskMove;
  /** The person's words: what to change, why it is blocked, why it is canceled. */
  words: string;
  /** The run whose result was on screen; an approval binds to its commit. */
  shownRun: Pick<Run, 'id' | 'head_commit'> | null;
}

const movesKey = (projectId: string) => ['task-move', projectId];

/** Carries out what a drop or a button stands for. One after the other, so that two quick drops keep their order. */
export function useTaskMove() {
  const { projectId } = useProjectScope();
  return useMutation({
    mutationKey: movesKey(projectId),
    scope: { id: `moves:${projectId}` },
    gcTime: 10_000,
    mutationFn: send,
    onError: (error, { task }) =>
      void toast.error(text.moveFailed(task.key), { description: errorWords(error) }),
    onSuccess: (_, { task, move }) => {
      if (move.via === 'approve') toast.success(text.approved(task.key));
    },
  });
}

async function send({ task, move, words, shownRun }: MoveOrder): Promise<unknown> {
  const params = { id: task.id };
  const reason = words.trim();
  switch (move.via) {
    case 'approve': {
      const shown = shownRun === null ? {} : { run_id: shownRun.id, head_commit: shownRun.head_commit };
      return sendOnce(approveTask, {
        params,
        body: { ...shown, ...(reason === '' ? {} : { comment: reason }) },
      });
    }
    case 'reject':
      return sendOnce(rejectTask, { params, body: { reason } });
    case 'cancel':
      return sendOnce(cancelTask, { params, body: reason === '' ? {} : { reason } });
    case 'retry':
      return sendOnce(retryTask, { params });
    case 'run':
      return sendOnce(runTask, { params });
    case 'block':
      return sendOnce(updateTask, { params, body: { status: 'blocked', reason }, ifMatch: task.version });
  }
}

interface MutationLike {
  state: { status: string; variables: unknown };
}
const toShownMove = ({ state }: MutationLike): ShownMove => {
  const { task, move } = state.variables as MoveOrder;
  return {
    taskId: task.id,
    to: move.to,
    from: task.status,
    baseVersion: task.version,
    isPending: state.status === 'pending',
  };
};

/** Moves that are on their way or just arrived, for the board's overlay. */
export function useShownMoves(): ShownMove[] {
  const { projectId } = useProjectScope();
  return useMutationState({
    filters: {
      mutationKey: movesKey(projectId),
      predicate: ({ state }) => state.status === 'pending' || state.status === 'success',
    },
    select: toShownMove,
  });
}

export const needsWords = (move: TaskMove): boolean =>
  move.via === 'reject' || move.via === 'block' || move.via === 'cancel';
/** An approval of a run that weakened its own proof is asked for once more. */
export const isDoubtful = (move: TaskMove, run: Pick<Run, 'flags'> | null): boolean =>
  move.via === 'approve' && run !== null && run.flags.length > 0;
export const wordsAreRequired = (move: TaskMove): boolean => move.via === 'reject' || move.via === 'block';
