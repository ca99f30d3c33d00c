'use client';
import { isPatchOnly } from '@overmind/domain/runs/mergeable';
import Link from 'next/link';
import { CopyButton } from '#components/copy-button.tsx';
import { Button } from '#components/ui/button.tsx';
import { VisibleText } from '#features/console/visible-text.tsx';
import { NoGitNote } from '#features/merges/no-git-note.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { StatusMark } from '#features/tasks/task-marks.tsx';
import { useTaskRuns } from '#features/tasks/use-task.ts';
import { runPath, taskPath } from '#lib/route-ids.ts';
import { review as text } from '#text/review.ts';
import { DecisionBar } from './decide/decision-bar.tsx';
import { useReviewed } from './review-context.tsx';
import { reviewPath } from './review-paths.ts';

/** Which result this is, and what to make of it. */
export function ReviewHeader() {
  const { projectId } = useProjectScope();
  const { task, run, headCommit, latestRunId, showNewest } = useReviewed();
  const isLatest = latestRunId === run.id;
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b bg-surface px-3 py-2">
        <div className="min-w-0 flex-1 max-md:basis-full">
          <h2 className="truncate font-medium">
            <Link href={taskPath(projectId, task.id)} className="hover:underline">
              <span className="text-ink-2 tabular-nums">{task.key}</span> <VisibleText text={task.title} />
            </Link>
          </h2>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-ink-2 text-xs">
            <StatusMark status={task.status} />
            <Link href={runPath(projectId, run.id)} className="hover:underline" title={text.run}>
              {text.attempt(run.attempt)}
            </Link>
            <OtherAttempts />
            {headCommit === null ? null : (
              <span className="flex items-center gap-1">
                {text.commit} <code className="font-mono">{headCommit.slice(0, 10)}</code>
                <CopyButton text={headCommit} className="size-6 max-md:min-h-8 max-md:min-w-8" />
              </span>
            )}
          </div>
        </div>
        <DecisionBar />
      </div>
      {isPatchOnly(run) ? (
        <div className="border-b bg-surface px-3 py-1.5">
          <NoGitNote run={run} />
        </div>
      ) : null}
      {isLatest ? null : (
        <p
          role="status"
          className="flex flex-wrap items-center gap-2 border-b bg-signal-soft px-3 py-1.5 text-sm"
        >
          {text.newer}
          <Button size="sm" onClick={showNewest}>
            {text.showNewer}
          </Button>
        </p>
      )}
    </>
  );
}

/** The reviews of the other attempts that left something to look at. */
function OtherAttempts() {
  const { projectId } = useProjectScope();
  const { task, run } = useReviewed();
  const { runs } = useTaskRuns(task.id);
  const others = runs.filter(({ id, head_commit }) => id !== run.id && head_commit !== null).slice(0, 5);
  if (others.length === 0) return null;
  return (
    <nav aria-label={text.attempts} className="flex items-center gap-2">
      <span aria-hidden>{text.attempts}:</span>
      {others.map(({ id, attempt }) => (
        <Link
          key={id}
          href={reviewPath(projectId, id)}
          aria-label={text.attemptShort(attempt)}
          className="underline"
        >
          {attempt}
        </Link>
      ))}
    </nav>
  );
}
