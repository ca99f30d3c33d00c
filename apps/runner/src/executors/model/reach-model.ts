import type { AgentConfig } from '@overmind/contracts/entities/agent';
import { ProviderFault } from '@overmind/models/failures/provider-fault';
import { isServedThere } from '@overmind/models/providers/ollama/served-there';
import { messageOf } from '../../log.ts';
import {
  findModel,
  type KnownModels,
  type ModelAccess,
  type ModelCandidate,
  type NoModel,
} from './access.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The models of the agent's list that it may use here, as `findModel` says; where its privacy rule is stricter than
 * `any`, an Ollama is asked of each of its models first whether it passes it on to another server. One of which that is
 * not known is left out.
 */
export async function reachModel(
  config: AgentConfig,
  environment: Environment,
  signal: AbortSignal,
  known: KnownModels = {},
): Promise<ModelAccess | NoModel> {
  const found = findModel(config, environment, known);
  if (!found.ok || found.policy.privacy === 'any') return found;
  const faults = await Promise.all(found.candidates.map((each) => whyNotThere(each, signal)));
  const [first, ...rest] = found.candidates.filter((_, at) => faults[at] === null);
  if (first === undefined) return { ok: false, detail: faults.filter((fault) => fault !== null).join('; ') };
  const policy = { ...found.policy, prefer: [first, ...rest].map(({ name }) => name) };
  return { ...found, name: first.name, policy, candidates: [first, ...rest] };
}

/** Why a model may be served elsewhere than its provider stands; null when it is not. */
async function whyNotThere(
  { name, entry, access }: ModelCandidate,
  signal: AbortSignal,
): Promise<string | null> {
  if (access.kind !== 'ollama') return null;
  try {
    if (await isServedThere(access, entry.model, signal)) return null;
    return `${name} is passed on by its Ollama to another server, which this agent may not use`;
  } catch (error) {
    const why = messageOf(error);
    if (error instanceof ProviderFault && error.reason === 'unreachable')
      return `${name}: its Ollama could not be reached: ${why.replace(/^failed: /, '')}`;
    return `It is not known whether ${name} is served by its own Ollama, which is all that this agent may use: it ${why}`;
  }
}
