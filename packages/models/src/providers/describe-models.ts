import { ListedModel } from '@overmind/contracts/entities/model-catalogue';
import { z } from 'zod';
import { ProviderFault } from '../failures/provider-fault.ts';
import type { ProviderAccess } from '../ports.ts';
import { callableNames } from './callable-names.ts';
import { endpointOf } from './endpoints.ts';
import { listingUrl } from './list-models.ts';
import { describeOllamaModels } from './ollama/describe.ts';
import { ProviderTalk } from './provider-talk.ts';

/** More than any provider has that people choose from. */
const mostModels = 2_000;

/** What a provider says of its models, without a word to any of them. Throws ProviderFault when it does not say. */
export async function describeModels(access: ProviderAccess, signal: AbortSignal): Promise<ListedModel[]> {
  await using talk = new ProviderTalk(access, signal);
  if (access.kind === 'ollama') return await describeOllamaModels(talk);
  if (access.kind === 'openrouter') await requireKeyTaken(talk);
  const url = access.kind === 'anthropic' ? `${listingUrl(access)}?limit=1000` : listingUrl(access);
  const { data } = await talk.get(url, Listing);
  const isCallable = callableNames(access);
  const callable = data.filter(({ id }) => isCallable(id));
  return callable.slice(0, mostModels).flatMap((each) => {
    const model = ListedModel.safeParse(toListed(each));
    return model.success && isForWords(model.data.model) ? [model.data] : [];
  });
}

/** OpenRouter lists its models to everybody, so only this tells whether it takes the key. */
async function requireKeyTaken(talk: ProviderTalk): Promise<void> {
  if (talk.access.apiKey === null) return;
  try {
    await talk.get(`${endpointOf(talk.access)}/key`, z.unknown());
  } catch (error) {
    // What stands in its place may not know the question; whether it is there the list tells.
    if (error instanceof ProviderFault && error.reason !== 'refused') return;
    throw error;
  }
}

const Count = z.number().int().min(1).max(1_000_000_000).nullish().catch(null);
/** A US dollar amount for one token, as OpenRouter writes it. */
const Price = z
  .string()
  .transform(Number)
  .pipe(z.number().min(0).max(1))
  .transform((dollars) => Math.round(dollars * 1e12))
  .nullish()
  .catch(null);

/** Each says more or less of the same under names of its own; of what it leaves out nothing is known. */
const Listed = z.object({
  id: z.string(),
  context_length: Count,
  max_model_len: Count,
  top_provider: z.object({ max_completion_tokens: Count }).nullish().catch(null),
  pricing: z.object({ prompt: Price, completion: Price, input_cache_read: Price }).nullish().catch(null),
  supported_parameters: z.array(z.string()).nullish().catch(null),
  architecture: z
    .object({ input_modalities: z.array(z.string()) })
    .nullish()
    .catch(null),
});
const Listing = z.object({ data: z.array(Listed) });

function toListed(said: z.output<typeof Listed>): z.input<typeof ListedModel> {
  const { pricing, supported_parameters: supported } = said;
  return {
    model: said.id,
    context_tokens: said.context_length ?? said.max_model_len ?? null,
    max_output_tokens: said.top_provider?.max_completion_tokens ?? null,
    prices: pricing
      ? {
          input_micros: pricing.prompt ?? null,
          output_micros: pricing.completion ?? null,
          cached_input_micros: pricing.input_cache_read ?? null,
        }
      : null,
    capabilities: supported ? capabilitiesOf(supported, said.architecture?.input_modalities ?? []) : null,
  };
}

const capabilitiesOf = (
  supported: readonly string[],
  modalities: readonly string[],
): NonNullable<ListedModel['capabilities']> => [
  ...(supported.includes('tools') ? (['tools'] as const) : []),
  ...(supported.includes('structured_outputs') ? (['json'] as const) : []),
  ...(modalities.includes('image') ? (['vision'] as const) : []),
];

/** Providers list models for sound, pictures and vectors in one with those that talk, and tell them by name only. */
const isForWords = (model: string): boolean =>
  !/embed|whisper|\btts\b|-tts|dall-e|moderation|-audio|realtime|transcribe|gpt-image|\bsora|davinci|babbage/i.test(
    model,
  );
