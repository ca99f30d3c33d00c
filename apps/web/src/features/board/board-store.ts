import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { type BoardFilter, noFilter } from './columns.ts';

interface BoardStore {
  filter: BoardFilter;
  /** What a person chose; a column without an entry is a rail while it is empty. */
  isOpen: Record<string, boolean>;
  setFilter(patch: Partial<BoardFilter>): void;
  clearFilter(): void;
  setOpen(column: string, isOpen: boolean): void;
}

export const useBoardStore = create<BoardStore>()(
  persist(
    (set) => ({
      filter: noFilter,
      isOpen: {},
      setFilter: (patch) => set(({ filter }) => ({ filter: { ...filter, ...patch } })),
      clearFilter: () => set({ filter: noFilter }),
      setOpen: (column, open) => set(({ isOpen }) => ({ isOpen: { ...isOpen, [column]: open } })),
    }),
    { name: 'overmind:board', partialize: ({ isOpen }) => ({ isOpen }) },
  ),
);
