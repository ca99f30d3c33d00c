import type { AgentConfig } from '@overmind/contracts/entities/agent';
import type { TrialStep } from '@overmind/contracts/frames/questions';
import { listingUrl, listModels, type ModelListing } from '@overmind/models/providers/list-models';
import { reachModel } from '../executors/model/reach-model.ts';
import { failed, passed } from './trial-step.ts';

/** Whether the first model that the agent may use is there. Its provider is asked for its list, which costs nothing. */
export async function tryModel(
  config: AgentConfig,
  environment: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<TrialStep> {
  const found = await reachModel(config, environment, signal);
  if (!found.ok) return failed('model', `${found.detail}.`);
  const [{ name, access }] = found.candidates;
  const { host } = new URL(listingUrl(access));
  try {
    return judge(name, host, await listModels(access, signal));
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const why = cause instanceof Error ? cause.message : String(cause);
    return failed('model', `${name}: ${host} could not be reached: ${why}.`);
  }
}

function judge(name: string, host: string, { status, models }: ModelListing): TrialStep {
  if (status === 401 || status === 403)
    return failed('model', `${name}: ${host} did not take the key (${status}).`);
  if (status < 200 || status > 299) return failed('model', `${name}: ${host} answered ${status}.`);
  const model = name.slice(name.indexOf('/') + 1);
  // Ollama tells the tag even where a configuration leaves it out.
  const isListed = models?.some((id) => id === model || id === `${model}:latest`) ?? true;
  if (!isListed) return failed('model', `${host} is there, and does not offer the model "${model}".`);
  return passed('model', `${name}: ${host} is there${models === null ? '' : ' and offers it'}.`);
}
