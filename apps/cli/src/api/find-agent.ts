import type { Agent } from '@overmind/contracts/entities/agent';
import { exitCodes, Failure } from '../failure.ts';

/** The one of a project's agents that is meant. Throws with the names there are. */
export function agentNamed(agents: readonly Agent[], name: string): Agent {
  const found = agents.find((agent) => agent.name === name.toLowerCase());
  if (found) return found;
  const names = agents.map((agent) => agent.name).join(', ');
  throw new Failure(`There is no agent "${name}". There are: ${names || 'none'}.`, exitCodes.notFound);
}
