import type { AgentConfig } from '@overmind/contracts/entities/agent';

/** What decides on the permissions of a run's coding agent. */
export interface Rule {
  policy: NonNullable<AgentConfig['permissions']>;
  /** A sandbox of ours stands around the agent, so that one of its own is not needed. */
  isShutIn: boolean;
  /** The agent's own; the person's settings for it have been copied into it. */
  home: string;
}

/** How an agent is started so that it asks for whatever the policy decides on. */
export interface Governed {
  args?: readonly string[];
  env?: Record<string, string>;
}
