import type { RunJob } from '@overmind/contracts/entities/run';
import { codingAgentPlace } from '@overmind/domain/runs/prompts/coding-agent';
import { codingAgentValues } from '@overmind/domain/runs/prompts/coding-agent-values';
import { type TaskWords, wordsOf } from '../words.ts';
import type { Instructions } from './instructions.ts';

export interface PromptParts {
  job: RunJob;
  instructions: Instructions;
  /** Files in which the change that this run starts from does not fit. */
  conflicts: readonly string[];
  /** The agent's session knows the task; its workspace may be a new one. */
  isResumed: boolean;
  /** It has a token with which it calls the server. */
  mayCall?: boolean;
}

/** The task as a coding agent is given it. */
export function buildPrompt({
  job,
  instructions: { text, others },
  mayCall = false,
  ...beside
}: PromptParts): Pick<TaskWords, 'misfit'> & { text: string } {
  const instructions = { text, more: others.join(', ') };
  const values = codingAgentValues(job, { ...beside, mayCall, instructions });
  const { body, misfit } = wordsOf(codingAgentPlace, job.prompts.work, values);
  return { text: body, misfit };
}
