'use client';
import type { Run } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import { CircleCheck, CircleDashed, CircleDot, CircleMinus, CircleX, type LucideIcon } from 'lucide-react';
import { useTaskMerges } from '#features/merges/use-merges.ts';
import { cn } from '#lib/class-names.ts';
import { duration, exactTime } from '#lib/time.ts';
import { runWalk as text } from '#text/run-walk.ts';
import { type Stage, walkOf } from './walk.ts';

const marks: Record<Stage['state'], { icon: LucideIcon; tone: string }> = {
  done: { icon: CircleCheck, tone: 'text-done' },
  now: { icon: CircleDot, tone: 'text-running' },
  ahead: { icon: CircleDashed, tone: 'text-ink-3' },
  failed: { icon: CircleX, tone: 'text-failed' },
  skipped: { icon: CircleMinus, tone: 'text-ink-3' },
};

/** The way of a run from the queue to the base branch, and where on it the run is. */
export function RunWalk({ run, task }: { run: Run; task: Task | undefined }) {
  const merge = useTaskMerges(run.task_id).find((each) => each.run_id === run.id);
  const stages = walkOf({ run, task, merge });
  return (
    <ol aria-label={text.title} className="mt-2.5 flex max-w-4xl">
      {stages.map((stage, index) => (
        <StageMark key={stage.name} stage={stage} isLast={index === stages.length - 1} />
      ))}
    </ol>
  );
}

function StageMark({ stage, isLast }: { stage: Stage; isLast: boolean }) {
  const { icon: Icon, tone } = marks[stage.state];
  const isPassed = stage.state === 'done';
  return (
    <li
      aria-current={stage.state === 'now' ? 'step' : undefined}
      title={stage.at === null ? text.states[stage.state] : exactTime(stage.at)}
      className={cn('min-w-0', isLast ? 'shrink-0' : 'flex-1')}
    >
      <span className="flex items-center">
        <Icon className={cn('size-4 shrink-0', tone)} aria-hidden />
        {isLast ? null : (
          <span aria-hidden className={cn('mx-1 h-px flex-1', isPassed ? 'bg-done' : 'bg-line-strong')} />
        )}
      </span>
      <span
        className={cn(
          'block truncate pr-1 text-2xs sm:text-xs',
          stage.state === 'now' ? 'font-semibold' : 'text-ink-2',
        )}
      >
        {text.stages[stage.name]}
        <span className="sr-only">: {text.states[stage.state]}</span>
      </span>
      <span className="block truncate pr-1 text-2xs text-ink-3 tabular-nums max-sm:hidden">
        {timeOf(stage)}
      </span>
    </li>
  );
}

const hour = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
});

function timeOf({ at, tookMs }: Stage): string {
  const words = [at === null ? '' : hour.format(new Date(at)), tookMs === null ? '' : duration(tookMs)];
  return words.filter(Boolean).join(' · ');
}
