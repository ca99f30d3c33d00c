import type { TaskStatus, TaskType } from '@overmind/contracts/entities/task';
import type { ChoosableAgent } from '../agents/choose.ts';

export interface KnownTask {
  key: string;
  title: string;
  type: TaskType;
  status: TaskStatus;
  updated_at: Date | string;
}

export interface UnderstandContext {
  agents: readonly ChoosableAgent[];
  /** Open and recent ones, newest first. */
  tasks: readonly KnownTask[];
  /** Keys of the tasks that the conversation spoke of last, newest first. */
  mentioned: readonly string[];
  source: 'chat' | 'voice';
}

/** The prefixes of the task keys that a context knows. */
export function keyPrefixes({ tasks, mentioned }: UnderstandContext): string[] {
  const keys = [...tasks.map((task) => task.key), ...mentioned];
  return [...new Set(keys.map((key) => key.replace(/-\d+$/, '')))];
}
