import type { Choice, UnderstoodRequest } from '@overmind/contracts/entities/request';
import type { TaskStatus, TaskType } from '@overmind/contracts/entities/task';
import type { ChoosableAgent } from '../agents/choose.ts';

export interface KnownTask {
  key: string;
  title: string;
  type: TaskType;
  status: TaskStatus;
  /** Name of the assigned agent. */
  agent?: string | null;
  updated_at: Date | string;
}

export interface DiscussionTalk {
  /** The last answers here were about one. */
  isSpokenOf: boolean;
  /** One waits for an answer of a person. */
  isAsking: boolean;
  /** The last thing that was said here is its question. */
  isAskedHere: boolean;
}

export interface UnderstandContext {
  agents: readonly ChoosableAgent[];
  /** Open and recent ones, newest first. */
  tasks: readonly KnownTask[];
  /** Keys of the tasks that the conversation spoke of last, newest first. */
  mentioned: readonly string[];
  source: 'chat' | 'voice';
  /** The prefix of the project's task keys, e.g. SHOP; read off the tasks when absent. */
  prefix?: string | null;
  /** The relayer's question that still waits for an answer. */
  pending?: { question: string; choices: readonly Choice[] } | null;
  /** What discussions of the project have to do with what is said here. */
  discussion?: DiscussionTalk | null;
  /** What the person's message before this one was taken for, and the keys of the tasks made from it. */
  previous?: { requests: readonly UnderstoodRequest[]; created: readonly string[] } | null;
  /** Keys of the tasks that "undo" would cancel now. */
  undoCancels?: readonly string[];
}

/** The prefixes of the task keys that a context knows. */
export function keyPrefixes({ tasks, mentioned, prefix }: UnderstandContext): string[] {
  const keys = [...(prefix == null ? [] : [prefix]), ...tasks.map((task) => task.key), ...mentioned];
  return [...new Set(keys.map((key) => key.replace(/-\d+$/, '')))];
}
