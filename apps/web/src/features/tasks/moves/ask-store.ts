import type { Task } from '@overmind/contracts/entities/task';
import type { TaskMove } from '@overmind/domain/tasks/lifecycle';
import { create } from 'zustand';

interface AskStore {
  asked: { task: Task; move: TaskMove } | null;
  ask(task: Task, move: TaskMove): void;
  close(): void;
}

/** A move that waits for a person's words. */
export const useAsk = create<AskStore>((set) => ({
  asked: null,
  ask: (task, move) => set({ asked: { task, move } }),
  close: () => set({ asked: null }),
}));
