'use client';
import {
  type Announcements,
  type CollisionDetection,
  closestCenter,
  type DndContextProps,
  KeyboardSensor,
  PointerSensor,
  pointerWithin,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import type { Task } from '@overmind/contracts/entities/task';
import { movesForPeople, whyNotMove } from '@overmind/domain/tasks/lifecycle';
import { useState } from 'react';
import { useMoveTask } from '#features/tasks/moves/use-move-task.ts';
import { board } from '#text/board.ts';
import { taskStatusWords } from '#text/status.ts';
import type { BoardColumn } from '../columns.ts';
import { nextColumnCoordinates } from './keyboard-coordinates.ts';

/** Under the pointer first; the keyboard has none, so there the nearest column counts. */
const findColumn: CollisionDetection = (args) => {
  const under = pointerWithin(args);
  return under.length > 0 ? under : args.pointerCoordinates === null ? closestCenter(args) : [];
};

/** Wires dnd-kit to the lifecycle: what may be dropped where is the domain's word, and said aloud. */
export function useBoardDrag(tasks: readonly Task[]) {
  const [liftedId, setLiftedId] = useState<string | null>(null);
  const moveTask = useMoveTask();
  const lifted = tasks.find((task) => task.id === liftedId) ?? null;
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: nextColumnCoordinates,
      keyboardCodes: { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter'] },
    }),
  );
  const find = (id: unknown) => tasks.find((task) => task.id === id);
  const context: DndContextProps = {
    sensors,
    collisionDetection: findColumn,
    autoScroll: { threshold: { x: 0.1, y: 0.1 } },
    accessibility: {
      announcements: announcements(find),
      screenReaderInstructions: { draggable: board.instructions },
    },
    onDragStart: ({ active }) => setLiftedId(String(active.id)),
    onDragCancel: () => setLiftedId(null),
    onDragEnd: ({ active, over }) => {
      setLiftedId(null);
      const task = find(active.id);
      const move = task === undefined ? undefined : movesForPeople(task).find(({ to }) => to === over?.id);
      if (task !== undefined && move !== undefined) moveTask(task, move);
    },
  };
  return { lifted, context };
}

function announcements(find: (id: unknown) => Task | undefined): Announcements {
  const keyOf = (id: unknown) => find(id)?.key ?? '';
  const words = (id: unknown) => taskStatusWords[id as BoardColumn];
  return {
    onDragStart: ({ active }) => board.lifted(keyOf(active.id)),
    onDragOver: ({ active, over }) => {
      const task = find(active.id);
      if (over === null || task === undefined) return undefined;
      const why = whyNotMove(task.status, over.id as BoardColumn);
      return why === null
        ? board.over(task.key, words(over.id))
        : board.overIllegal(task.key, words(over.id), why);
    },
    onDragEnd: ({ active, over }) =>
      over === null ? board.putBack(keyOf(active.id)) : board.dropped(keyOf(active.id), words(over.id)),
    onDragCancel: ({ active }) => board.putBack(keyOf(active.id)),
  };
}
