import type { LanguageModelV3CallOptions } from '@ai-sdk/provider';
import type { CatalogueEntry, ModelCapability } from '@overmind/contracts/entities/model';
import type { ModelNeed } from '@overmind/domain/models/exclude';
import { estimateTokens } from '@overmind/domain/models/tokens';
import { contextOf } from '../providers/settings-of-kind.ts';
import type { CallSpec } from './call-spec.ts';

/** Kept free for the answer where nobody says how long it may be. */
export const usualOutputTokens = 4_096;

/** As many tokens of answer as were asked for and the model gives. */
export const outputTokensOf = (
  wanted: number | undefined,
  { max_output_tokens: most }: CatalogueEntry,
): number => Math.min(wanted ?? usualOutputTokens, most ?? Number.MAX_SAFE_INTEGER);

/** What a request with tools, or with a picture, asks of a model, and about how long it is. */
export function needOf(options: LanguageModelV3CallOptions): ModelNeed {
  const words = JSON.stringify([options.prompt, options.tools ?? []], (_key, value: unknown) =>
    value instanceof Uint8Array ? '' : value,
  );
  const capabilities: ModelCapability[] = [];
  if ((options.tools ?? []).length > 0) capabilities.push('tools');
  if (options.prompt.some(hasPicture)) capabilities.push('vision');
  return {
    inputTokens: estimateTokens(words),
    outputTokens: options.maxOutputTokens ?? usualOutputTokens,
    capabilities,
  };
}

const hasPicture = ({ role, content }: LanguageModelV3CallOptions['prompt'][number]): boolean =>
  role === 'user' && content.some((part) => part.type === 'file' && part.mediaType.startsWith('image/'));

/** An answer gets what room is left, down to this; with less the model is passed over. */
const leastOutputTokens = 1_024;

/** Sends the same to every model; one that has too little room is passed over, as nothing may be cut. */
export const fixedSending =
  (options: LanguageModelV3CallOptions, inputTokens: number): CallSpec['sendingFor'] =>
  (entry, kind) => {
    const wanted = outputTokensOf(options.maxOutputTokens, entry);
    const context = contextOf(kind, entry) ?? Number.MAX_SAFE_INTEGER;
    const outputTokens = Math.min(wanted, Math.max(context - inputTokens, leastOutputTokens));
    if (inputTokens + outputTokens > context)
      return { ok: false, detail: `about ${inputTokens + outputTokens} tokens are needed of ${context}` };
    const whole = { ...options, maxOutputTokens: outputTokens };
    return { ok: true, sending: { options: whole, inputTokens, outputTokens } };
  };
