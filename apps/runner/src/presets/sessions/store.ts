import type { AgentConfig } from '@overmind/contracts/entities/agent';

/**
 * What of an agent's home holds its sessions: all that the task's next attempt gets of it. The rest of a home was
 * in the hands of an agent that may have been told what to do by the files it read.
 */
export interface SessionStore {
  /** Paths of files below the home; `*` stands for any part of one name. */
  files: readonly string[];
  /** Where these files hold settings too, the program itself tells the session to a home without them. */
  transfer?: SessionTransfer;
}

export interface SessionTransfer {
  /** The arguments with which the program prints a session, and with which it takes one in from a file. */
  tell: (sessionId: string) => readonly string[];
  take: (file: string) => readonly string[];
  /** What a session needs of that which was printed; null where it is none. */
  clean: (printed: string) => string | null;
}

/** Of a program that no preset knows, the settings of the agent say where its sessions are; else nothing is kept. */
export const sessionStoreOf = (
  preset: { sessions: SessionStore } | null,
  acp: AgentConfig['acp'],
): SessionStore =>
  preset?.sessions ?? { files: acp !== undefined && 'command' in acp ? (acp.session_files ?? []) : [] };
