import { create } from 'zustand';
import { persist } from 'zustand/middleware';

interface BoardStore {
  /** What a person chose; a column without an entry is a rail while it is empty. */
  isOpen: Record<string, boolean>;
  setOpen(column: string, isOpen: boolean): void;
}

export const useBoardStore = create<BoardStore>()(
  persist(
    (set) => ({
      isOpen: {},
      setOpen: (column, open) => set(({ isOpen }) => ({ isOpen: { ...isOpen, [column]: open } })),
    }),
    { name: 'overmind:board', partialize: ({ isOpen }) => ({ isOpen }) },
  ),
);
