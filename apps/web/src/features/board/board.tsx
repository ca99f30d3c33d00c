'use client';
import { DndContext, DragOverlay } from '@dnd-kit/core';
import type { Task } from '@overmind/contracts/entities/task';
import { ListTodo, Plus, SearchX } from 'lucide-react';
import { lazy, Suspense, useCallback, useRef } from 'react';
import { EmptyState } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { useMay } from '#features/project/project-context.tsx';
import { useOverlays } from '#features/shell/overlay-store.ts';
import { useSearchParam } from '#lib/search-param.ts';
import { board } from '#text/board.ts';
import { tasks as tasksText } from '#text/tasks.ts';
import { BoardColumn } from './board-column.tsx';
import { BoardFilters } from './board-filters.tsx';
import { BoardOverview } from './board-overview.tsx';
import { boardColumns } from './columns.ts';
import { useBoardDrag } from './drag/use-board-drag.ts';
import { isFiltering } from './filter.ts';
import { useSelection } from './selection-store.ts';
import { type CardSelect, TaskCardFace } from './task-card.tsx';
import { useAgentNames, useBoard, useRunsById } from './use-board.ts';
import { useBoardFilter } from './use-board-filter.ts';

const BulkBar = lazy(async () => ({ default: (await import('./bulk-bar.tsx')).BulkBar }));

export function Board() {
  const { filter, change, clear } = useBoardFilter();
  const { tasks, columns, waits } = useBoard(filter);
  const selected = useSelection((state) => state.ids);
  const onSelect = useSelect(columns);
  const agentNames = useAgentNames();
  const runs = useRunsById();
  const mayMove = useMay('operator');
  const [openTask, setOpenTask] = useSearchParam('task');
  const drag = useBoardDrag(tasks);
  const shownCount = boardColumns.reduce((sum, column) => sum + columns[column].length, 0);
  return (
    <section aria-label={board.title} className="@container flex h-full min-w-0 flex-col">
      <BoardFilters filter={filter} onChange={change} onClear={clear} />
      <BoardOverview columns={columns} />
      {tasks.length === 0 ? <NoTasks /> : null}
      {tasks.length > 0 && shownCount === 0 && isFiltering(filter) ? <NoMatch onClear={clear} /> : null}
      {shownCount > 0 ? (
        <DndContext {...drag.context}>
          <div className="flex min-h-0 flex-1 snap-x gap-1.5 overflow-x-auto px-2 pb-2 max-lg:snap-mandatory">
            {boardColumns.map((column) => (
              <BoardColumn
                key={column}
                column={column}
                tasks={columns[column]}
                lifted={drag.lifted}
                agentNames={agentNames}
                runs={runs}
                waits={waits}
                selected={selected}
                openTask={openTask}
                onOpen={setOpenTask}
                onSelect={onSelect}
                mayMove={mayMove}
              />
            ))}
          </div>
          <DragOverlay dropAnimation={null}>
            {drag.lifted === null ? null : <Lifted task={drag.lifted} agentNames={agentNames} />}
          </DragOverlay>
        </DndContext>
      ) : null}
      <Suspense fallback={null}>{selected.size > 0 && mayMove ? <BulkBar tasks={tasks} /> : null}</Suspense>
    </section>
  );
}

/** The same function always, so that cards do not render again when the columns change. */
function useSelect(columns: ReturnType<typeof useBoard>['columns']): CardSelect {
  const shown = useRef(columns);
  shown.current = columns;
  return useCallback((taskId, column, how) => {
    const { toggle, extend } = useSelection.getState();
    if (how === 'toggle') return toggle(taskId);
    return extend(
      taskId,
      shown.current[column].map(({ id }) => id),
    );
  }, []);
}

const Lifted = ({ task, agentNames }: { task: Task; agentNames: ReadonlyMap<string, string> }) => (
  <div className="rotate-1 cursor-grabbing">
    <TaskCardFace
      task={task}
      agentName={agentNames.get(task.assigned_agent_id ?? '')}
      run={undefined}
      className="shadow-pop"
    />
  </div>
);

function NoTasks() {
  const open = useOverlays((state) => state.open);
  const mayAdd = useMay('operator');
  const action = mayAdd ? (
    <Button onClick={() => open('new-task')}>
      <Plus aria-hidden />
      {tasksText.newTask}
    </Button>
  ) : undefined;
  return (
    <EmptyState
      icon={ListTodo}
      title={board.emptyTitle}
      hint={board.emptyHint}
      action={action}
      className="flex-1"
    />
  );
}

function NoMatch({ onClear }: { onClear(): void }) {
  return (
    <EmptyState
      icon={SearchX}
      title={board.noMatch}
      hint=""
      className="flex-1"
      action={<Button onClick={onClear}>{board.clear}</Button>}
    />
  );
}
