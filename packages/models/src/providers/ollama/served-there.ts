import type { ProviderAccess } from '../../ports.ts';
import { endpointOf } from '../endpoints.ts';
import { ProviderTalk } from '../provider-talk.ts';
import { isPassedOn, Shown, Tags } from './said.ts';

/**
 * Whether a model of an Ollama is answered by that server itself, by what it says of it in its list and of it alone.
 * Throws ProviderFault when it does not say, as of a model that it does not have.
 */
export async function isServedThere(
  access: ProviderAccess,
  model: string,
  signal: AbortSignal,
): Promise<boolean> {
  await using talk = new ProviderTalk(access, signal);
  const endpoint = endpointOf(access);
  const shown = await talk.post(`${endpoint}/show`, { model }, Shown);
  const { models } = await talk.get(`${endpoint}/tags`, Tags);
  const own = models.filter(({ name }) => name === model || name === `${model}:latest`);
  return ![shown, ...own].some(isPassedOn);
}
