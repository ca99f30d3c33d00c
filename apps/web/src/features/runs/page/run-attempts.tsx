'use client';
import type { Run } from '@overmind/contracts/entities/run';
import Link from 'next/link';
import { ErrorState } from '#components/notice.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { Badge, Skeleton } from '#components/ui/badge.tsx';
import { useAgentNames } from '#features/board/use-board.ts';
import { useTaskRuns } from '#features/tasks/use-task.ts';
import { runPath } from '#lib/route-ids.ts';
import { duration } from '#lib/time.ts';
import { runPage, attempts as text } from '#text/run-page.ts';
import { outcomeWords } from '../outcome-words.ts';
import { RunStatusMark } from '../run-status-mark.tsx';
import { SandboxBadge } from '../sandbox-badge.tsx';
import { StepBar } from '../step-bar.tsx';

/** All attempts at the task of a run, the newest first. */
export function RunAttempts({ run }: { run: Run }) {
  const { runs, isPending, error, refetch } = useTaskRuns(run.task_id);
  if (runs.length === 0 && isPending) return <Skeleton className="m-4 h-32" />;
  if (runs.length === 0) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <section aria-label={text.title} className="mx-auto w-full max-w-4xl p-3 sm:p-4">
      <h2 className="mb-2 font-semibold text-sm">{text.title}</h2>
      <ol className="space-y-2">
        {runs.map((each) => (
          <Attempt key={each.id} run={each} isCurrent={each.id === run.id} />
        ))}
      </ol>
    </section>
  );
}

function Attempt({ run, isCurrent }: { run: Run; isCurrent: boolean }) {
  const agents = useAgentNames();
  const { wall_ms: wallMs } = run.metrics;
  return (
    <li
      aria-current={isCurrent ? 'true' : undefined}
      className="relative rounded-card border bg-raised p-3 text-sm hover:border-line-strong"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Link href={runPath(run.project_id, run.id)} className="font-medium after:absolute after:inset-0">
          {runPage.attempt(run.attempt)}
        </Link>
        <RunStatusMark status={run.status} />
        <span className="text-ink-2 text-xs">{agents.get(run.agent_id)}</span>
        {isCurrent ? <Badge>{text.current}</Badge> : null}
        <span className="ml-auto flex items-center gap-2 text-ink-3 text-xs">
          {wallMs === undefined ? null : <span>{duration(wallMs)}</span>}
          <TimeAgo iso={run.finished_at ?? run.started_at ?? run.created_at} />
        </span>
      </div>
      <StepBar steps={run.steps} className="my-2" />
      <p className="flex flex-wrap items-center gap-2 text-ink-2">
        <span className="line-clamp-3 min-w-0 [overflow-wrap:anywhere]">{outcomeWords(run)}</span>
        <span className="ml-auto">
          <SandboxBadge level={run.sandbox} />
        </span>
      </p>
    </li>
  );
}
