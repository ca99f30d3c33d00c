'use client';
import type { Task } from '@overmind/contracts/entities/task';
import { isMergeable } from '@overmind/domain/runs/mergeable';
import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { mergesPath } from '#features/merges/merges-path.ts';
import { useTaskMerges } from '#features/merges/use-merges.ts';
import { useTaskRuns } from '#features/tasks/use-task.ts';
import { runPath, taskPath } from '#lib/route-ids.ts';
import { decide as text } from '#text/review.ts';
import { taskStatusWords } from '#text/status.ts';
import { useReviewed } from '../review-context.tsx';
import { ResultRating } from './result-rating.tsx';

/** Nothing is to be decided any more: how the task stands, and where to go on. */
export function Decided({ task }: { task: Task }) {
  const { latestRunId } = useReviewed();
  const hasMerge = useTaskMerges(task.id).length > 0;
  const approved = useTaskRuns(task.id).runs.find(({ id }) => id === latestRunId);
  const hasWay = hasMerge || (approved !== undefined && isMergeable(approved));
  const isLive = task.status === 'queued' || task.status === 'in_progress';
  const next = isLive ? liveRunOf(task) : task.status === 'done' && hasWay ? mergeOf(task, hasMerge) : null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <p className="text-ink-2 text-sm">{text.state(taskStatusWords[task.status])}</p>
      {next === null ? null : (
        <Button asChild size="sm">
          <Link href={next.href}>
            {next.words}
            <ArrowRight aria-hidden />
          </Link>
        </Button>
      )}
      <ResultRating taskId={task.id} />
    </div>
  );
}

const liveRunOf = ({ project_id, latest_run_id: runId }: Task) =>
  runId === null ? null : { href: runPath(project_id, runId), words: text.toRun };

const mergeOf = ({ project_id, id }: Task, hasMerge: boolean) =>
  hasMerge
    ? { href: mergesPath(project_id), words: text.toMerges }
    : { href: taskPath(project_id, id), words: text.toMerge };
