import type { TestInput } from '@overmind/contracts/entities/prompt-test';

/** An input with the agent whose rules hold for it, too, and what a coding agent was told then, where that is kept. */
export interface Tried {
  shown: TestInput;
  agentId: string | null;
  told: string | null;
}
