import { create } from 'zustand';

interface SelectionStore {
  ids: ReadonlySet<string>;
  /** Where a range begins. */
  anchor: string | null;
  toggle(id: string): void;
  /** Selects all between the anchor and an item of the same list. */
  extend(id: string, list: readonly string[]): void;
  clear(): void;
}

export const useSelection = create<SelectionStore>((set) => ({
  ids: new Set(),
  anchor: null,
  toggle: (id) =>
    set(({ ids }) => {
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      return { ids: next, anchor: id };
    }),
  extend: (id, list) =>
    set(({ ids, anchor }) => {
      const [from, to] = [list.indexOf(anchor ?? id), list.indexOf(id)];
      if (to < 0) return {};
      const start = from < 0 ? to : from;
      const range = list.slice(Math.min(start, to), Math.max(start, to) + 1);
      return { ids: new Set([...ids, ...range]), anchor: anchor ?? id };
    }),
  clear: () => set({ ids: new Set(), anchor: null }),
}));
