'use client';
import { statusMarks } from '#features/tasks/task-marks.tsx';
import { cn } from '#lib/class-names.ts';
import { board } from '#text/board.ts';
import { taskStatusWords } from '#text/status.ts';
import type { BoardColumn } from './columns.ts';
import type { ColumnDrop } from './drag/use-column-drop.ts';

interface ColumnRailProps {
  column: BoardColumn;
  count: number;
  drop: ColumnDrop;
  onOpen(): void;
}

/** A column that is empty or put aside: a thin rail that still counts and still takes a card. */
export function ColumnRail({ column, count, drop, onOpen }: ColumnRailProps) {
  const { icon: Icon, tone } = statusMarks[column];
  const title = taskStatusWords[column];
  return (
    <button
      ref={drop.ref}
      type="button"
      onClick={onOpen}
      aria-label={`${board.expand(title)}, ${count}`}
      title={drop.words ?? title}
      className={cn(
        'flex w-8 shrink-0 snap-start flex-col items-center gap-2 rounded-card bg-sunken py-2.5 text-ink-2 transition-opacity hover:bg-ink/7 max-md:w-11',
        // A phone has no room for what is empty; the overview above still counts it.
        count === 0 && drop.kind === 'none' && 'max-md:hidden',
        drop.kind === 'legal' && 'outline-1 outline-accent/60 outline-dashed -outline-offset-1',
        drop.isOver && drop.kind === 'legal' && 'bg-accent-soft outline-2 outline-accent',
        drop.kind === 'illegal' && 'opacity-45',
      )}
    >
      <Icon className={cn('size-3.5', tone)} aria-hidden />
      <span className="text-xs tabular-nums">{count}</span>
      <span className="font-medium text-xs [writing-mode:vertical-rl]">{title}</span>
    </button>
  );
}
