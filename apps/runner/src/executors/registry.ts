import type { AgentConfig } from '@overmind/contracts/entities/agent';
import { runCommands } from './commands.ts';
import type { Executor } from './executor.ts';

const executors: Partial<Record<AgentConfig['executor'], Executor>> = { commands: runCommands };

/** Null for an executor that this runner does not have. */
export const findExecutor = (name: AgentConfig['executor']): Executor | null => executors[name] ?? null;
