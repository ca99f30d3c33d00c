'use client';
import type { Message } from '@overmind/contracts/entities/conversation';
import type { Run } from '@overmind/contracts/entities/run';
import { listRunPermissions } from '@overmind/contracts/routes/runs';
import type { ReactNode } from 'react';
import { PermissionAnswer } from '#features/permissions/permission-answer.tsx';
import { useView } from '#features/project/project-context.tsx';
import { useTaskRuns } from '#features/tasks/use-task.ts';
import { useRoute } from '#lib/api/use-route.ts';

interface PermissionQuestionProps {
  message: Message;
  taskId: string;
  /** The ways to answer, which stand until it is answered. */
  children: ReactNode;
}

/** A request of a coding agent in the chat: once it is answered, by any way, how and by whom stands in its place. */
export function PermissionQuestion(props: PermissionQuestionProps) {
  const { message, taskId } = props;
  const runId = useView((view) => runOf(view.runs, message, taskId)?.id ?? null);
  return runId === null ? <OfOldRun {...props} /> : <OfRun {...props} runId={runId} />;
}

/** A run that the snapshot does not hold any more. */
function OfOldRun(props: PermissionQuestionProps) {
  const { runs } = useTaskRuns(props.taskId);
  const run = runOf(runs, props.message, props.taskId);
  return run === undefined ? props.children : <OfRun {...props} runId={run.id} />;
}

function OfRun({ message, runId, children }: PermissionQuestionProps & { runId: string }) {
  const found = useRoute(listRunPermissions, { params: { id: runId } }, { staleTime: 0 });
  const request = found.data?.items.find(({ id }) => id === message.links.permission_id);
  if (request === undefined || request.status === 'pending') return children;
  return <PermissionAnswer request={request} className="mt-2" />;
}

/** The attempt that asked: the newest that had begun when the message was written. */
const runOf = (runs: readonly Run[], { created_at }: Message, taskId: string): Run | undefined =>
  runs
    .filter((run) => run.task_id === taskId && run.executor === 'acp' && run.created_at <= created_at)
    .reduce<Run | undefined>((best, run) => (run.attempt > (best?.attempt ?? 0) ? run : best), undefined);
