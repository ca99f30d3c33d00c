import type { AgentConfig } from '@overmind/contracts/entities/agent';
import type { RunJob } from '@overmind/contracts/entities/run';
import { type AccessSetting, openAgentAccess } from './acp/access/open.ts';
import { runAgent } from './acp/acp.ts';
import { runCommands } from './commands.ts';
import type { Executor } from './executor.ts';
import { runModel } from './model/run-model.ts';
import type { RunCredential } from './run-credential.ts';

const executors: Record<AgentConfig['executor'], Executor> = {
  commands: runCommands,
  acp: runAgent,
  model: runModel,
};

export const findExecutor = (name: AgentConfig['executor']): Executor => executors[name];

/** Null where what a job executes is not to call the server. */
export const openCredential = (
  job: RunJob,
  setting: AccessSetting,
  signal: AbortSignal,
): Promise<RunCredential | null> => openAgentAccess(job, setting, signal);
