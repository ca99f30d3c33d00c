'use client';
import type { Run } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import { getRun, listRuns } from '@overmind/contracts/routes/runs';
import { getTask, getTaskDependencies, listTaskEvents } from '@overmind/contracts/routes/tasks';
import { useProjectScope, useView } from '#features/project/project-context.tsx';
import { useRoute } from '#lib/api/use-route.ts';

/** A task from the live snapshot, or fetched when it is older than that reaches. */
export function useTask(taskId: string | null): { task: Task | undefined; error: unknown; retry(): void } {
  const live = useView((view) => view.tasks.find((task) => task.id === taskId) ?? null);
  const fetched = useRoute(
    getTask,
    { params: { id: taskId ?? '' } },
    { enabled: live === null && taskId !== null },
  );
  return {
    task: live ?? fetched.data,
    error: live === null ? fetched.error : null,
    retry: () => void fetched.refetch(),
  };
}

export function useTaskRun(runId: string | null): Run | undefined {
  const live = useView((view) => view.runs.find((run) => run.id === runId) ?? null);
  const fetched = useRoute(
    getRun,
    { params: { id: runId ?? '' } },
    { enabled: live === null && runId !== null },
  );
  return live ?? fetched.data;
}

/** All runs of a task, newest first; those in the snapshot are the livelier copy. */
export function useTaskRuns(taskId: string) {
  const { projectId } = useProjectScope();
  const live = useView((view) => view.runs);
  const query = { task: taskId, limit: 50 };
  const fetched = useRoute(listRuns, { params: { id: projectId }, query }, { staleTime: 0 });
  const byId = new Map((fetched.data?.items ?? []).map((run) => [run.id, run]));
  for (const run of live) if (run.task_id === taskId) byId.set(run.id, run);
  return { ...fetched, runs: [...byId.values()].sort((a, b) => b.attempt - a.attempt) };
}

const eventsAtOnce = 500;
export const useTaskHistory = (taskId: string) =>
  useRoute(listTaskEvents, { params: { id: taskId }, query: { limit: eventsAtOnce } }, { staleTime: 0 });

export const useTaskLinks = (taskId: string) =>
  useRoute(getTaskDependencies, { params: { id: taskId } }, { staleTime: 0 });
