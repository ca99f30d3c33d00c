'use client';
import type { Task } from '@overmind/contracts/entities/task';
import type { Snapshot } from '@overmind/contracts/routes/projects';
import type { TaskMove } from '@overmind/domain/tasks/lifecycle';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useProjectScope } from '#features/project/project-context.tsx';
import { snapshotKey } from '#lib/live/project-connection.ts';
import { useAsk } from './ask-store.ts';
import { isDoubtful, needsWords, useTaskMove } from './use-task-moves.ts';

/** Moves a task at once, or asks for words first where the move needs them. */
export function useMoveTask(): (task: Task, move: TaskMove) => void {
  const { projectId } = useProjectScope();
  const queries = useQueryClient();
  const ask = useAsk((state) => state.ask);
  const { mutate } = useTaskMove();
  return useCallback(
    (task, move) => {
      const view = queries.getQueryData<Snapshot>(snapshotKey(projectId));
      const shownRun = view?.runs.find((run) => run.id === task.latest_run_id) ?? null;
      if (needsWords(move) || isDoubtful(move, shownRun)) return ask(task, move, shownRun);
      mutate({ task, move, words: '', shownRun });
    },
    [ask, mutate, projectId, queries],
  );
}
