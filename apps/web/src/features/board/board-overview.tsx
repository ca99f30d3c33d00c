'use client';
import type { Task } from '@overmind/contracts/entities/task';
import { statusMarks } from '#features/tasks/task-marks.tsx';
import { cn } from '#lib/class-names.ts';
import { board } from '#text/board.ts';
import { taskStatusWords } from '#text/status.ts';
import { useBoardStore } from './board-store.ts';
import { type BoardColumn, boardColumns, columnId } from './columns.ts';

/** Where the board is too narrow for all columns: every count at a glance, and a way to each. */
export function BoardOverview({ columns }: { columns: Record<BoardColumn, Task[]> }) {
  const setOpen = useBoardStore((state) => state.setOpen);
  const show = (column: BoardColumn) => {
    setOpen(column, true);
    // The column may have been a rail until now.
    requestAnimationFrame(() =>
      document
        .getElementById(columnId(column))
        ?.scrollIntoView({ behavior: 'smooth', inline: 'start', block: 'nearest' }),
    );
  };
  return (
    <nav aria-label={board.overview} className="flex shrink-0 gap-1 px-2 pb-1.5 @5xl:hidden">
      {boardColumns.map((column) => {
        const { icon: Icon, tone } = statusMarks[column];
        const count = columns[column].length;
        const words = `${taskStatusWords[column]}: ${count}`;
        return (
          <button
            key={column}
            type="button"
            aria-label={words}
            title={words}
            onClick={() => show(column)}
            className="flex h-6 flex-1 items-center justify-center gap-1 rounded-md text-ink-2 text-xs tabular-nums hover:bg-ink/7 max-md:h-11"
          >
            <Icon className={cn('size-3.5', tone)} aria-hidden />
            {count}
          </button>
        );
      })}
    </nav>
  );
}
