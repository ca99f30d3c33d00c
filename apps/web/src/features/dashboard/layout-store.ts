import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export const panelNames = ['board', 'runs', 'chat'] as const;
export type PanelName = (typeof panelNames)[number];

interface LayoutStore {
  /** Shares of the width; only their relation counts. */
  shares: Record<PanelName, number>;
  isHidden: Record<PanelName, boolean>;
  resize(left: PanelName, right: PanelName, delta: number): void;
  reset(): void;
  setHidden(panel: PanelName, isHidden: boolean): void;
}

const defaultShares: LayoutStore['shares'] = { board: 47, runs: 30, chat: 23 };
const smallestShare = 14;

export const useLayoutStore = create<LayoutStore>()(
  persist(
    (set) => ({
      shares: defaultShares,
      isHidden: { board: false, runs: false, chat: false },
      resize: (left, right, delta) =>
        set(({ shares }) => {
          const most = shares[right] - smallestShare;
          const least = smallestShare - shares[left];
          const by = Math.max(least, Math.min(most, delta));
          return { shares: { ...shares, [left]: shares[left] + by, [right]: shares[right] - by } };
        }),
      reset: () => set({ shares: defaultShares }),
      setHidden: (panel, isHidden) =>
        set((state) => ({ isHidden: { ...state.isHidden, [panel]: isHidden } })),
    }),
    { name: 'overmind:layout' },
  ),
);
