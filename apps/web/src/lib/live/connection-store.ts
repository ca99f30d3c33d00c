import type { LiveState } from '@overmind/client/live/options';
import { create } from 'zustand';

interface ConnectionStore {
  state: LiveState;
  /** Set once the first hello has come, so that opening a page does not flash the banner. */
  wasOpen: boolean;
  setState(state: LiveState): void;
}

export const useConnection = create<ConnectionStore>((set) => ({
  state: 'connecting',
  wasOpen: false,
  setState: (state) => set((before) => ({ state, wasOpen: before.wasOpen || state === 'open' })),
}));
