import type { LanguageModelV3CallOptions } from '@ai-sdk/provider';
import type { CatalogueEntry, ModelCapability } from '@overmind/contracts/entities/model';
import type { ModelNeed } from '@overmind/domain/models/exclude';
import { estimateTokens } from '@overmind/domain/models/tokens';
import { contextOf } from '../providers/settings-of-kind.ts';
import type { CallSpec } from './call-spec.ts';
import { shortenPrompt } from './shorten-prompt.ts';

/** Kept free for the answer where nobody says how long it may be. */
export const usualOutputTokens = 4_096;

/** As many tokens of answer as were asked for and the model gives. */
export const outputTokensOf = (
  wanted: number | undefined,
  { max_output_tokens: most }: CatalogueEntry,
): number => Math.min(wanted ?? usualOutputTokens, most ?? Number.MAX_SAFE_INTEGER);

/** About how long a request is. */
export function inputTokensOf({ prompt, tools = [] }: LanguageModelV3CallOptions): number {
  const words = JSON.stringify([prompt, tools], (_key, value: unknown) =>
    value instanceof Uint8Array ? '' : value,
  );
  return estimateTokens(words);
}

/** What a request with tools, or with a picture, asks of a model, and about how long it is at the least. */
export function needOf(options: LanguageModelV3CallOptions): ModelNeed {
  const capabilities: ModelCapability[] = [];
  if ((options.tools ?? []).length > 0) capabilities.push('tools');
  if (options.prompt.some(hasPicture)) capabilities.push('vision');
  return {
    inputTokens: inputTokensOf(options) - shortenPrompt(options.prompt, Number.MAX_SAFE_INTEGER).savedTokens,
    outputTokens: options.maxOutputTokens ?? usualOutputTokens,
    capabilities,
  };
}

const hasPicture = ({ role, content }: LanguageModelV3CallOptions['prompt'][number]): boolean =>
  role === 'user' && content.some((part) => part.type === 'file' && part.mediaType.startsWith('image/'));

/** An answer gets what room is left, down to this; with less the model is passed over. */
const leastOutputTokens = 1_024;

/** Once something has to be left out, enough is that the next steps have room: what stays the same is cached by providers. */
const freedShare = 0.25;

/**
 * Sends the same to every model, but to one that has too little room without the oldest results of tools; where that is
 * not enough it is passed over, as nothing else may be cut. `onShortened` hears how many results were left out.
 */
export function fixedSending(
  options: LanguageModelV3CallOptions,
  onShortened: (leftOut: number) => void = () => {},
): CallSpec['sendingFor'] {
  const whole = inputTokensOf(options);
  return (entry, kind) => {
    const wanted = outputTokensOf(options.maxOutputTokens, entry);
    const context = contextOf(kind, entry) ?? Number.MAX_SAFE_INTEGER;
    const excess = whole + Math.min(wanted, leastOutputTokens) - context;
    const freed = excess <= 0 ? 0 : excess + Math.ceil(context * freedShare);
    const { prompt, savedTokens, leftOut } = shortenPrompt(options.prompt, freed);
    const inputTokens = whole - savedTokens;
    const outputTokens = Math.min(wanted, Math.max(context - inputTokens, leastOutputTokens));
    if (inputTokens + outputTokens > context)
      return { ok: false, detail: `about ${inputTokens + outputTokens} tokens are needed of ${context}` };
    if (leftOut > 0) onShortened(leftOut);
    const sent = { ...options, prompt, maxOutputTokens: outputTokens };
    return { ok: true, sending: { options: sent, inputTokens, outputTokens } };
  };
}
