'use client';
import type { Run } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import { movesForPeople } from '@overmind/domain/tasks/lifecycle';
import { ChevronsRightLeft } from 'lucide-react';
import { memo, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { statusMarks } from '#features/tasks/task-marks.tsx';
import { cn } from '#lib/class-names.ts';
import { board } from '#text/board.ts';
import { taskStatusWords } from '#text/status.ts';
import { useBoardStore } from './board-store.ts';
import { ColumnRail } from './column-rail.tsx';
import { type BoardColumn as Column, columnId } from './columns.ts';
import { useColumnDrop } from './drag/use-column-drop.ts';
import { type CardSelect, TaskCard } from './task-card.tsx';

const cardsAtFirst = 60;

interface BoardColumnProps {
  column: Column;
  tasks: Task[];
  lifted: Task | null;
  agentNames: ReadonlyMap<string, string>;
  runs: ReadonlyMap<string, Run>;
  waits: ReadonlyMap<string, string>;
  selected: ReadonlySet<string>;
  openTask: string | null;
  onOpen(taskId: string): void;
  onSelect: CardSelect;
  mayMove: boolean;
}

export const BoardColumn = memo(function BoardColumn(props: BoardColumnProps) {
  const { column, tasks, lifted, agentNames, runs, waits, selected, openTask, mayMove } = props;
  const chosen = useBoardStore((state) => state.isOpen[column]);
  const setOpen = useBoardStore((state) => state.setOpen);
  const [limit, setLimit] = useState(cardsAtFirst);
  const drop = useColumnDrop(column, lifted);
  const isOpen = chosen ?? tasks.length > 0;
  const { icon: Icon, tone } = statusMarks[column];
  const title = taskStatusWords[column];
  if (!isOpen)
    return (
      <ColumnRail column={column} count={tasks.length} drop={drop} onOpen={() => setOpen(column, true)} />
    );
  return (
    <section
      ref={drop.ref}
      id={columnId(column)}
      aria-label={`${title}, ${tasks.length}`}
      className={cn(
        'relative flex min-w-[152px] flex-1 snap-start flex-col rounded-card bg-sunken transition-opacity max-lg:min-w-[78vw] sm:max-lg:min-w-[240px]',
        drop.kind === 'legal' && 'outline-1 outline-accent/60 outline-dashed -outline-offset-1',
        drop.isOver && drop.kind === 'legal' && 'bg-accent-soft outline-2 outline-accent',
      )}
    >
      <header className="flex h-8 shrink-0 items-center gap-1.5 pr-1 pl-2.5">
        <Icon className={cn('size-3.5 shrink-0', tone)} aria-hidden />
        <h2 className="truncate font-semibold text-xs">{title}</h2>
        <span className="text-ink-3 text-xs tabular-nums">{tasks.length}</span>
        <Button
          look="quiet"
          size="icon"
          className="ml-auto size-6 max-md:size-11"
          aria-label={board.collapse(title)}
          onClick={() => setOpen(column, false)}
        >
          <ChevronsRightLeft className="size-3.5!" aria-hidden />
        </Button>
      </header>
      {drop.words === null ? null : (
        <p
          className={cn(
            'mx-2 mb-1 rounded px-1.5 py-1 text-2xs',
            drop.kind === 'legal' ? 'bg-accent-soft text-accent' : 'text-ink-2',
          )}
        >
          {drop.words}
        </p>
      )}
      <ul
        className={cn(
          'min-h-0 flex-1 space-y-1.5 overflow-y-auto px-1.5 pb-2 transition-opacity',
          drop.kind === 'illegal' && 'opacity-40',
        )}
      >
        {tasks.slice(0, limit).map((task) => (
          <TaskCard
            key={task.id}
            task={task}
            column={column}
            agentName={agentNames.get(task.assigned_agent_id ?? '')}
            run={runs.get(task.latest_run_id ?? '')}
            waits={waits.get(task.id)}
            isOpen={openTask === task.id}
            isSelected={selected.has(task.id)}
            onOpen={props.onOpen}
            onSelect={props.onSelect}
            isMovable={mayMove && movesForPeople(task).length > 0}
          />
        ))}
        {tasks.length === 0 ? (
          <li className="px-2 py-3 text-center text-ink-3 text-xs">{board.empty[column]}</li>
        ) : null}
        {tasks.length > limit ? (
          <li>
            <Button look="quiet" size="sm" className="w-full" onClick={() => setLimit(limit + cardsAtFirst)}>
              {board.more(Math.min(cardsAtFirst, tasks.length - limit))}
            </Button>
          </li>
        ) : null}
      </ul>
    </section>
  );
});
