'use client';
import { useDraggable } from '@dnd-kit/core';
import type { Run } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import { memo } from 'react';
import { TimeAgo } from '#components/time-ago.tsx';
import { Elapsed } from '#features/runs/elapsed.tsx';
import { StepBar } from '#features/runs/step-bar.tsx';
import { PriorityMark, TypeMark } from '#features/tasks/task-marks.tsx';
import { cn } from '#lib/class-names.ts';
import { isLiveRun } from '#lib/live/reduce.ts';
import { tasks as text } from '#text/tasks.ts';

interface TaskCardProps {
  task: Task;
  column: string;
  agentName: string | undefined;
  run: Run | undefined;
  isOpen: boolean;
  isMovable: boolean;
  onOpen(taskId: string): void;
}

export const TaskCard = memo(function TaskCard({
  task,
  column,
  agentName,
  run,
  isOpen,
  isMovable,
  onOpen,
}: TaskCardProps) {
  const {
    setNodeRef,
    listeners,
    attributes: { 'aria-disabled': _, ...attributes },
    isDragging,
  } = useDraggable({
    id: task.id,
    data: { column },
    disabled: !isMovable,
  });
  return (
    <li className="[contain-intrinsic-size:auto_76px] [content-visibility:auto]">
      {/* biome-ignore lint/a11y/useSemanticElements: dnd-kit puts its own role and keys on what is dragged */}
      <div
        ref={setNodeRef}
        {...attributes}
        {...listeners}
        role="button"
        tabIndex={0}
        aria-label={text.openTask(task.key, task.title)}
        data-task={task.id}
        onClick={() => onOpen(task.id)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !isDragging) return onOpen(task.id);
          return (listeners?.['onKeyDown'] as ((event: React.KeyboardEvent) => void) | undefined)?.(event);
        }}
        className={cn('rounded-[7px] focus-visible:outline-offset-[-2px]', isDragging && 'opacity-35')}
      >
        <TaskCardFace task={task} agentName={agentName} run={run} className={isOpen ? 'border-accent' : ''} />
      </div>
    </li>
  );
});

interface TaskCardFaceProps {
  task: Task;
  agentName: string | undefined;
  run: Run | undefined;
  className?: string;
}

export function TaskCardFace({ task, agentName, run, className }: TaskCardFaceProps) {
  const liveRun = run !== undefined && isLiveRun(run) ? run : undefined;
  return (
    <div
      className={cn(
        'rounded-[7px] border bg-raised px-2.5 py-2 shadow-card transition-colors hover:border-line-strong',
        className,
      )}
    >
      <div className="flex items-center gap-1.5 text-2xs text-ink-3">
        <TypeMark type={task.type} />
        <span className="truncate font-medium tabular-nums">{task.key}</span>
        <span className="ml-auto" />
        <PriorityMark priority={task.priority} />
      </div>
      <p className="mt-1 line-clamp-3 text-sm leading-[17px] [overflow-wrap:anywhere]">{task.title}</p>
      {task.status_reason === null ? null : (
        <p
          className={cn('mt-1 line-clamp-2 text-2xs leading-[14px]', reasonTone(task))}
          title={task.status_reason}
        >
          {task.status_reason}
        </p>
      )}
      {liveRun === undefined ? null : <StepBar steps={liveRun.steps} className="mt-2" />}
      <div className="mt-1.5 flex items-center gap-1.5 text-2xs text-ink-3">
        <span className="truncate">{agentName ?? ''}</span>
        <span className="ml-auto shrink-0 tabular-nums">
          {liveRun?.started_at == null ? (
            <TimeAgo iso={task.updated_at} />
          ) : (
            <Elapsed from={liveRun.started_at} to={liveRun.finished_at} />
          )}
        </span>
      </div>
    </div>
  );
}

const reasonTone = (task: Task): string =>
  task.status === 'failed' ? 'text-failed' : task.status === 'blocked' ? 'text-blocked' : 'text-ink-2';
