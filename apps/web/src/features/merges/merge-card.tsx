'use client';
import type { Merge } from '@overmind/contracts/entities/merge';
import Link from 'next/link';
import { useState } from 'react';
import { TimeAgo } from '#components/time-ago.tsx';
import { Button } from '#components/ui/button.tsx';
import { VisibleText } from '#features/console/visible-text.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { reviewPath } from '#features/review/review-paths.ts';
import { useTask } from '#features/tasks/use-task.ts';
import { cn } from '#lib/class-names.ts';
import { taskPath } from '#lib/route-ids.ts';
import { mergeStatusWords, merges as text } from '#text/merges.ts';
import { MergeActions } from './merge-actions.tsx';
import { MergeDetail, PullRequest } from './merge-detail.tsx';
import { MergeMark } from './merge-marks.tsx';

interface MergeCardProps {
  merge: Merge;
  isNewest: boolean;
  /** Its place in the queue, from 1; null when it is not in it. */
  place: number | null;
}

export function MergeCard({ merge, isNewest, place }: MergeCardProps) {
  const { projectId } = useProjectScope();
  const { task } = useTask(merge.task_id);
  const isOver = merge.status === 'merged' || merge.status === 'canceled' || merge.follow_up_task_id !== null;
  const isStuck = place === null && isNewest && !isOver;
  const [isOpen, setOpen] = useState(isStuck);
  const isAsked = merge.target === 'pull_request' && merge.status === 'merged';
  const words = isAsked ? text.pullRequestOpen : mergeStatusWords[merge.status];
  return (
    <article
      aria-label={text.card(merge.task_key, words)}
      className={cn(
        'space-y-2 rounded-card border bg-raised p-3 shadow-card',
        merge.status === 'checking' ? 'border-running' : isStuck ? 'border-failed/60' : '',
      )}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Link
          href={taskPath(projectId, merge.task_id)}
          className="min-w-0 flex-1 truncate text-sm hover:underline"
        >
          <span className="font-medium text-ink-2 tabular-nums">{merge.task_key}</span>{' '}
          {task === undefined ? null : <VisibleText text={task.title} />}
        </Link>
        <span className="flex shrink-0 items-center gap-2 text-ink-3 text-xs">
          {place === null ? <TimeAgo iso={merge.finished_at ?? merge.created_at} /> : null}
          {place === null || merge.status === 'checking' ? null : text.place(place)}
        </span>
      </div>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <MergeMark status={merge.status} words={words} isPullRequest={isAsked} />
        {isOpen ? null : <PullRequest merge={merge} />}
        <Link
          href={reviewPath(projectId, merge.run_id)}
          title={text.openReview}
          className="font-mono text-ink-2 text-xs underline"
        >
          {(merge.merged_commit ?? merge.head_commit).slice(0, 7)}
        </Link>
        <Button
          size="sm"
          look="quiet"
          className="ml-auto"
          aria-expanded={isOpen}
          aria-label={`${text.details}: ${merge.task_key}`}
          onClick={() => setOpen(!isOpen)}
        >
          {text.details}
        </Button>
      </div>
      {isOpen ? <MergeDetail merge={merge} /> : null}
      <MergeActions merge={merge} isNewest={isNewest} />
    </article>
  );
}
