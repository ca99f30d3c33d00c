import { ListedModel } from '@overmind/contracts/entities/model-catalogue';
import { z } from 'zod';
import { callableNames } from '../callable-names.ts';
import { endpointOf } from '../endpoints.ts';
import type { ProviderTalk } from '../provider-talk.ts';
import { isPassedOn, Shown, Tags } from './said.ts';

const mostModels = 300;
const atOnce = 4;

const Loaded = z.object({ models: z.array(z.object({ name: z.string() })) });

export interface OllamaModel {
  name: string;
  sizeBytes: number | null;
  modifiedAt: string | null;
  isLoaded: boolean;
}

/** What stands on its disk. Throws ProviderFault. */
export async function listOllamaModels(talk: ProviderTalk): Promise<OllamaModel[]> {
  const endpoint = endpointOf(talk.access);
  const { models } = await talk.get(`${endpoint}/tags`, Tags);
  // Older ones do not say what is in memory.
  const loaded = await talk.get(`${endpoint}/ps`, Loaded).catch(() => ({ models: [] }));
  const names = new Set(loaded.models.map(({ name }) => name));
  const isCallable = callableNames(talk.access);
  const callable = models.filter(({ name }) => isCallable(name)).slice(0, mostModels);
  return callable.map(({ name, size, modified_at }) => ({
    ...{ name, sizeBytes: size ?? null, isLoaded: names.has(name) },
    modifiedAt: modified_at == null ? null : new Date(modified_at).toISOString(),
  }));
}

/** The models that talk, each with what it can do and how much it could hold. */
export async function describeOllamaModels(talk: ProviderTalk): Promise<ListedModel[]> {
  const { models } = await talk.get(`${endpointOf(talk.access)}/tags`, Tags);
  const isCallable = callableNames(talk.access);
  const callable = models.filter(({ name }) => isCallable(name)).slice(0, mostModels);
  const described: (ListedModel | null)[] = [];
  for (let from = 0; from < callable.length; from += atOnce)
    described.push(
      ...(await Promise.all(callable.slice(from, from + atOnce).map((model) => describe(talk, model)))),
    );
  return described.filter((model) => model !== null);
}

async function describe(
  talk: ProviderTalk,
  tag: z.output<typeof Tags>['models'][number],
): Promise<ListedModel | null> {
  const model = tag.name;
  const shown: z.output<typeof Shown> = await talk
    .post(`${endpointOf(talk.access)}/show`, { model }, Shown)
    // It is there, and says no more of itself.
    .catch(() => ({ capabilities: null, model_info: null }));
  const can = shown.capabilities ?? null;
  if (can !== null && !can.includes('completion')) return null;
  const capabilities =
    can === null ? null : (['tools', 'vision'] as const).filter((each) => can.includes(each));
  const listed = ListedModel.safeParse({
    ...{ model, context_tokens: contextIn(shown.model_info ?? {}), max_output_tokens: null, prices: null },
    // Whatever the model, its server holds it to a schema.
    capabilities: capabilities === null ? null : [...capabilities, 'json'],
    is_remote: isPassedOn(tag) || isPassedOn(shown),
  });
  return listed.success ? listed.data : null;
}

/** Its name begins with that of the architecture, e.g. `qwen3.context_length`. */
function contextIn(info: Record<string, unknown>): number | null {
  const value = Object.entries(info).find(([name]) => name.endsWith('.context_length'))?.[1];
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null;
}
