'use client';
import type { Run } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import { Compass } from 'lucide-react';
import Link from 'next/link';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { PendingPermissions } from '#features/permissions/pending-permissions.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { ProjectFrame } from '#features/project/project-frame.tsx';
import { useTask } from '#features/tasks/use-task.ts';
import { isCode } from '#lib/api/error-words.ts';
import { projectPath, useRunId } from '#lib/route-ids.ts';
import { common } from '#text/common.ts';
import { runPage as text } from '#text/run-page.ts';
import { useRun } from '../use-runs.ts';
import { RunActions } from './run-actions.tsx';
import { RunHead } from './run-head.tsx';
import { RunTabs } from './run-tabs.tsx';

/** All about one attempt at a task. */
export function RunPage() {
  const runId = useRunId();
  if (runId === null) return <Frame />;
  if (runId === 'invalid') return <Gone />;
  return <FoundRun key={runId} runId={runId} />;
}

function FoundRun({ runId }: { runId: string }) {
  const { projectId } = useProjectScope();
  const { run, error, retry } = useRun(runId);
  if (run !== undefined && run.project_id === projectId) return <RunOfTask run={run} />;
  if (run !== undefined || isCode(error, 'not_found')) return <Gone />;
  if (error === null) return <Frame />;
  return (
    <ProjectFrame title={text.name}>
      <ErrorState error={error} onRetry={retry} className="flex-1" />
    </ProjectFrame>
  );
}

function RunOfTask({ run }: { run: Run }) {
  const { task } = useTask(run.task_id);
  return (
    <ProjectFrame title={titleOf(run, task)} actions={<RunActions run={run} />}>
      <RunHead run={run} task={task} />
      <PendingPermissions run={run} />
      <RunTabs run={run} />
    </ProjectFrame>
  );
}

const titleOf = (run: Run, task: Task | undefined): string =>
  task === undefined ? text.name : text.title(task.key, run.attempt);

const Frame = () => (
  <ProjectFrame title={text.name}>
    <div role="status" aria-label={common.loading} className="space-y-3 p-4">
      <Skeleton className="h-14" />
      <Skeleton className="h-9 w-2/3" />
      <Skeleton className="h-64" />
    </div>
  </ProjectFrame>
);

function Gone() {
  const { projectId } = useProjectScope();
  return (
    <ProjectFrame title={text.name}>
      <EmptyState
        icon={Compass}
        title={text.goneTitle}
        hint={text.goneHint}
        className="flex-1"
        action={
          <Button asChild>
            <Link href={projectPath(projectId)}>{common.back}</Link>
          </Button>
        }
      />
    </ProjectFrame>
  );
}
