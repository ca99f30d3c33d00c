'use client';
import { useDraggable } from '@dnd-kit/core';
import type { Run } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import { Copy, Hourglass, type LucideIcon } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, memo } from 'react';
import { TimeAgo } from '#components/time-ago.tsx';
import { Elapsed } from '#features/runs/elapsed.tsx';
import { StepBar } from '#features/runs/step-bar.tsx';
import { WaitsMark } from '#features/runs/waits-mark.tsx';
import { PriorityMark, TypeMark } from '#features/tasks/task-marks.tsx';
import { cn } from '#lib/class-names.ts';
import { isLiveRun } from '#lib/live/reduce.ts';
import { board } from '#text/board.ts';
import { tasks as text } from '#text/tasks.ts';
import type { BoardColumn } from './columns.ts';

interface TaskCardProps {
  task: Task;
  column: BoardColumn;
  agentName: string | undefined;
  run: Run | undefined;
  /** Keys of the tasks that it waits for. */
  waits: string | undefined;
  isOpen: boolean;
  isSelected: boolean;
  isMovable: boolean;
  onOpen(taskId: string): void;
  onSelect: CardSelect;
}
export type CardSelect = (taskId: string, column: BoardColumn, how: 'toggle' | 'extend') => void;

export const TaskCard = memo(function TaskCard({
  task,
  column,
  agentName,
  run,
  waits,
  isOpen,
  isSelected,
  isMovable,
  onOpen,
  onSelect,
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
  const onClick = (event: MouseEvent) => {
    if (event.shiftKey) onSelect(task.id, column, 'extend');
    else if (event.metaKey || event.ctrlKey) onSelect(task.id, column, 'toggle');
    else onOpen(task.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isPlain = !event.metaKey && !event.ctrlKey && !event.altKey && !isDragging;
    if (isPlain && event.key === 'Enter') return onOpen(task.id);
    if (isPlain && event.key.toLowerCase() === 'x')
      return onSelect(task.id, column, event.shiftKey ? 'extend' : 'toggle');
    return (listeners?.['onKeyDown'] as ((event: KeyboardEvent) => void) | undefined)?.(event);
  };
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
        aria-pressed={isSelected}
        onClick={onClick}
        onKeyDown={onKeyDown}
        className={cn(
          'select-none rounded-[7px] focus-visible:outline-offset-[-2px]',
          isDragging && 'opacity-35',
        )}
      >
        <TaskCardFace
          task={task}
          agentName={agentName}
          run={run}
          waits={waits}
          className={cn(
            isOpen && 'border-accent',
            isSelected && 'border-accent bg-accent-soft/45 ring-1 ring-accent',
          )}
        />
      </div>
    </li>
  );
});

interface TaskCardFaceProps {
  task: Task;
  agentName: string | undefined;
  run: Run | undefined;
  waits?: string | undefined;
  className?: string;
}

export function TaskCardFace({ task, agentName, run, waits, className }: TaskCardFaceProps) {
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
      {waits === undefined ? null : <Hint icon={Hourglass} words={board.waitsFor[task.after](waits)} />}
      {task.overlaps.length === 0 ? null : (
        <Hint
          icon={Copy}
          words={board.overlaps(task.overlaps.join(', '))}
          title={board.overlapsHint(task.overlaps.join(', '))}
        />
      )}
      {task.status_reason === null || (waits !== undefined && saysWaits(task.status_reason)) ? null : (
        <p
          className={cn('mt-1 line-clamp-2 text-2xs leading-[14px]', reasonTone(task))}
          title={task.status_reason}
        >
          {task.status_reason}
        </p>
      )}
      {liveRun?.is_waiting === true ? <WaitsMark className="mt-1 text-2xs" /> : null}
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

/** The server's words for what the line above says already. */
const saysWaits = (reason: string): boolean => /^waits? for /i.test(reason);

interface HintProps {
  icon: LucideIcon;
  words: string;
  title?: string;
}

const Hint = ({ icon: Icon, words, title = words }: HintProps) => (
  <p className="mt-1 flex items-center gap-1 text-2xs text-ink-2 leading-[14px]" title={title}>
    <Icon className="size-3 shrink-0 text-ink-3" aria-hidden />
    <span className="truncate">{words}</span>
  </p>
);

const reasonTone = (task: Task): string =>
  task.status === 'failed' ? 'text-failed' : task.status === 'blocked' ? 'text-blocked' : 'text-ink-2';
