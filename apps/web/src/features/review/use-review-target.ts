'use client';
import { getRun } from '@overmind/contracts/routes/runs';
import { listTasks } from '@overmind/contracts/routes/tasks';
import { useCallback, useState } from 'react';
import { useProjectScope, useView } from '#features/project/project-context.tsx';
import { useTask, useTaskRuns } from '#features/tasks/use-task.ts';
import { useRoute } from '#lib/api/use-route.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The task that an address names by its key, or by the id of one of its runs. */
export function useReviewTask(ref: string) {
  const { projectId } = useProjectScope();
  const isRun = uuid.test(ref);
  const key = ref.toUpperCase();
  const live = useView((view) => view.tasks.find((task) => task.key === key)?.id ?? null);
  const run = useRoute(getRun, { params: { id: ref } }, { enabled: isRun });
  const listed = useRoute(
    listTasks,
    { params: { id: projectId }, query: { q: key, limit: 50 } },
    { enabled: !isRun && live === null },
  );
  const byKey = live ?? listed.data?.items.find((task) => task.key === key)?.id ?? null;
  const taskId = isRun ? (run.data?.task_id ?? null) : byKey;
  const { task, error } = useTask(taskId);
  const isMissing = !isRun && live === null && listed.isSuccess && taskId === null;
  return {
    task,
    wantedRunId: isRun ? ref.toLowerCase() : null,
    isMissing,
    error: run.error ?? listed.error ?? error,
  };
}

/**
 * The result that is looked at. It stays the same while the page is open, so that nothing changes under the eyes of
 * who reads: a newer one is told of and shown when it is asked for.
 */
export function usePinnedRun(taskId: string, wantedRunId: string | null) {
  const { runs, isPending, error } = useTaskRuns(taskId);
  const latest = runs.find((run) => run.status === 'completed') ?? runs[0];
  const [pinned, setPinned] = useState(wantedRunId);
  const runId = pinned ?? latest?.id ?? null;
  if (pinned === null && latest !== undefined) setPinned(latest.id);
  return {
    run: runs.find((run) => run.id === runId),
    latest,
    isPending,
    error,
    showNewest: useCallback(() => setPinned(null), []),
  };
}
