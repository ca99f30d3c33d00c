'use client';
import { AppError } from '@overmind/contracts/errors';
import { listRuns } from '@overmind/contracts/routes/runs';
import { approveTask, getTask, rejectTask } from '@overmind/contracts/routes/tasks';
import { useQueryClient } from '@tanstack/react-query';
import { useMay, useProjectScope } from '#features/project/project-context.tsx';
import { errorWords } from '#lib/api/error-words.ts';
import { routeKey, useSend } from '#lib/api/use-route.ts';
import { snapshotKey } from '#lib/live/project-connection.ts';
import { toast } from '#lib/toast.ts';
import { decide as text } from '#text/review.ts';
import { useReviewed } from '../review-context.tsx';

const isStale = (error: unknown): boolean =>
  error instanceof AppError && error.rule === 'task.approval_is_of_one_commit';

/** Whether the result on screen can be decided on, by this person, now. */
export function useMayDecide(): boolean {
  const { task, run, latestRunId } = useReviewed();
  const mayAct = useMay('operator');
  return mayAct && task.status === 'needs_review' && run.id === latestRunId;
}

/** Approving and asking for changes. An approval is of the commit on screen; another since then is shown instead. */
export function useDecisions() {
  const { projectId } = useProjectScope();
  const { task, run, headCommit, showNewest } = useReviewed();
  const queries = useQueryClient();
  const reload = async () => {
    const shown = [
      routeKey(getTask, { params: { id: task.id } }),
      routeKey(listRuns),
      snapshotKey(projectId),
    ];
    await Promise.all(shown.map((queryKey) => queries.invalidateQueries({ queryKey })));
    showNewest();
  };
  const approve = useSend(approveTask, {
    onSuccess: (_, { body }) =>
      toast.success(body?.merge === true ? text.approvedAndQueued(task.key) : text.approved(task.key)),
    onError: (error) => {
      if (!isStale(error)) return toast.error(text.failed, { description: errorWords(error) });
      toast.error(text.stale);
      void reload();
    },
  });
  const reject = useSend(rejectTask, {
    onSuccess: () => toast.success(text.rejected(task.key)),
    onError: (error) => toast.error(text.rejectFailed, { description: errorWords(error) }),
  });
  const params = { id: task.id };
  const bound = { run_id: run.id, head_commit: headCommit };
  return {
    isBusy: approve.isPending || reject.isPending,
    approve: ({ merge, comment }: { merge?: boolean; comment?: string } = {}) =>
      approve.mutate({
        params,
        body: {
          ...bound,
          ...(merge === undefined ? {} : { merge }),
          ...(comment === undefined || comment === '' ? {} : { comment }),
        },
      }),
    reject: (reason: string) => reject.mutate({ params, body: { reason } }),
  };
}
