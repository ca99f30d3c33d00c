'use client';
import { useDroppable } from '@dnd-kit/core';
import type { Task } from '@overmind/contracts/entities/task';
import { movesForPeople, whyNotMove } from '@overmind/domain/tasks/lifecycle';
import { board } from '#text/board.ts';
import type { BoardColumn } from '../columns.ts';

export interface ColumnDrop {
  ref(element: HTMLElement | null): void;
  isOver: boolean;
  kind: 'none' | 'own' | 'legal' | 'illegal';
  words: string | null;
}

/** A column as a place to drop on: whether the lifted card may go there, and in which words. */
export function useColumnDrop(column: BoardColumn, lifted: Task | null): ColumnDrop {
  const { setNodeRef, isOver } = useDroppable({ id: column });
  const base = { ref: setNodeRef, isOver };
  if (lifted === null) return { ...base, kind: 'none', words: null };
  if (lifted.status === column) return { ...base, kind: 'own', words: null };
  const move = movesForPeople(lifted).find(({ to }) => to === column);
  if (move !== undefined) return { ...base, kind: 'legal', words: board.dropHere[move.via] };
  return { ...base, kind: 'illegal', words: whyNotMove(lifted.status, column) };
}
