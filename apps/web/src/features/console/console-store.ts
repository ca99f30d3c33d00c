import { create } from 'zustand';
import { persist } from 'zustand/middleware';

interface ConsoleStore {
  withTimes: boolean;
  toggleTimes(): void;
}

export const useConsoleStore = create<ConsoleStore>()(
  persist(
    (set) => ({ withTimes: false, toggleTimes: () => set(({ withTimes }) => ({ withTimes: !withTimes })) }),
    {
      name: 'overmind:console',
    },
  ),
);
