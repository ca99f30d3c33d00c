'use client';
import type { Run } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import { Bot, SquareTerminal } from 'lucide-react';
import Link from 'next/link';
import { CopyButton } from '#components/copy-button.tsx';
import { ErrorState } from '#components/notice.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { outcomeWords } from '#features/runs/outcome-words.ts';
import { RunStatusMark } from '#features/runs/run-status-mark.tsx';
import { StepBar } from '#features/runs/step-bar.tsx';
import { runPath } from '#lib/route-ids.ts';
import { duration } from '#lib/time.ts';
import { review } from '#text/review.ts';
import { tasks as text } from '#text/tasks.ts';
import { useTaskRuns } from './use-task.ts';

export function TaskRuns({ task }: { task: Task }) {
  const { runs, isPending, error, refetch } = useTaskRuns(task.id);
  if (runs.length === 0 && isPending) return <Skeleton className="h-32" />;
  if (runs.length === 0 && error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (runs.length === 0) return <p className="text-ink-3 text-sm">{text.noRuns}</p>;
  return (
    <ul className="space-y-3">
      {runs.map((run) => (
        <RunCard key={run.id} run={run} />
      ))}
    </ul>
  );
}

/** Shows a run's log: one step of the history closes the drawer and chooses the run. */
function showLog(runId: string): void {
  const url = new URL(window.location.href);
  url.searchParams.delete('task');
  url.searchParams.delete('tab');
  url.searchParams.set('run', runId);
  url.searchParams.set('view', 'runs');
  window.history.pushState(null, '', url);
}

function RunCard({ run }: { run: Run }) {
  const { projectId } = useProjectScope();
  const { files_changed: files, insertions, deletions, wall_ms: wallMs } = run.metrics;
  return (
    <li className="rounded-card border bg-raised p-3 text-sm">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">{text.attempt(run.attempt)}</span>
        <RunStatusMark status={run.status} />
        <span className="ml-auto flex items-center gap-2 text-ink-3 text-xs">
          {wallMs === undefined ? null : <span>{duration(wallMs)}</span>}
          <TimeAgo iso={run.finished_at ?? run.started_at ?? run.created_at} />
        </span>
      </div>
      <StepBar steps={run.steps} className="my-2" />
      <p className="text-ink-2">{outcomeWords(run)}</p>
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-3 text-xs">
        {run.branch === null ? null : (
          <span>
            {text.branch} <code className="font-mono text-ink-2">{run.branch}</code>
          </span>
        )}
        {run.head_commit === null ? null : (
          <span className="flex items-center gap-1">
            {text.commit} <code className="font-mono text-ink-2">{run.head_commit.slice(0, 10)}</code>
            <CopyButton text={run.head_commit} className="size-6" />
          </span>
        )}
        {files === undefined ? null : <span>{text.metrics(files, insertions ?? 0, deletions ?? 0)}</span>}
        <span className="ml-auto flex flex-wrap gap-1">
          <Button asChild size="sm" look="quiet">
            <Link href={runPath(projectId, run.id)}>
              <Bot aria-hidden />
              {review.run}
            </Link>
          </Button>
          <Button size="sm" look="quiet" onClick={() => showLog(run.id)}>
            <SquareTerminal aria-hidden />
            {text.showLog}
          </Button>
        </span>
      </div>
    </li>
  );
}
