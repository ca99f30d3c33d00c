import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModelV3 } from '@ai-sdk/provider';
import type { ProviderKind } from '@overmind/contracts/entities/model';
import { createOllama } from 'ollama-ai-provider-v2';
import type { ProviderAccess } from '../ports.ts';
import { endpointOf } from './endpoints.ts';
import { readingLines } from './ollama-lines.ts';

export interface OpenedModel {
  access: ProviderAccess;
  model: string;
  fetch: typeof fetch;
  /** Only where nothing that is sent is kept to train on. */
  isUntrained: boolean;
}

type Opener = (opened: OpenedModel) => LanguageModelV3;

/** OpenRouter then passes on only to providers that keep nothing of what they are sent. */
const collectingNothing = { provider: { data_collection: 'deny' } };
/** OpenRouter then tells the price of the answer. */
const tellingCost = { usage: { include: true } };

/** Servers that speak OpenAI's Chat Completions: OpenRouter with its cost, vLLM, LM Studio, llama.cpp. */
const openChat: Opener = ({ access, model, fetch, isUntrained }) => {
  const more =
    access.kind === 'openrouter' ? { ...tellingCost, ...(isUntrained ? collectingNothing : {}) } : {};
  return createOpenAICompatible({
    ...{ name: access.name, baseURL: endpointOf(access), fetch, includeUsage: true },
    ...{ supportsStructuredOutputs: true },
    transformRequestBody: (body: Record<string, unknown>) => ({ ...body, ...more }),
    ...(access.apiKey === null ? {} : { apiKey: access.apiKey }),
  })(model);
};

/** The library demands some key; without one it would look for its own in the environment. */
const noKey = 'none';

const openers: Readonly<Record<ProviderKind, Opener>> = {
  openrouter: openChat,
  openai_compatible: openChat,
  openai: ({ access, model, fetch }) =>
    createOpenAI({ baseURL: endpointOf(access), apiKey: access.apiKey ?? noKey, fetch }).responses(model),
  anthropic: ({ access, model, fetch }) =>
    createAnthropic({ baseURL: endpointOf(access), apiKey: access.apiKey ?? noKey, fetch })(model),
  ollama: ({ access, model, fetch }) =>
    createOllama({
      baseURL: endpointOf(access),
      fetch: readingLines(addingToBody(fetch, { keep_alive: keepAliveOf(access) })),
      ...(access.apiKey === null ? {} : { headers: { authorization: `Bearer ${access.apiKey}` } }),
    })(model),
};

/** A time without a unit, such as -1 for ever, is a number to Ollama. */
const keepAliveOf = ({ keepAlive }: ProviderAccess): string | number | undefined =>
  /^-?\d+$/.test(keepAlive ?? '') ? Number(keepAlive) : (keepAlive ?? undefined);

/** A model of a provider, for one attempt. */
export const openModel: Opener = (opened) => openers[opened.access.kind](opened);

/** For what a library has no setting for. */
const addingToBody =
  (send: typeof fetch, more: Record<string, unknown>): typeof fetch =>
  (input, init) => {
    if (typeof init?.body !== 'string') return send(input, init);
    return send(input, { ...init, body: JSON.stringify({ ...JSON.parse(init.body), ...more }) });
  };
