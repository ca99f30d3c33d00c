import type { Run } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import type { TaskMove } from '@overmind/domain/tasks/lifecycle';
import { create } from 'zustand';

interface AskStore {
  asked: { task: Task; move: TaskMove; shownRun: Run | null } | null;
  ask(task: Task, move: TaskMove, shownRun?: Run | null): void;
  close(): void;
}

/** A move that waits for a person's words, or to be confirmed. */
export const useAsk = create<AskStore>((set) => ({
  asked: null,
  ask: (task, move, shownRun = null) => set({ asked: { task, move, shownRun } }),
  close: () => set({ asked: null }),
}));
