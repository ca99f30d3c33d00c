import type { LanguageModelV3CallOptions, SharedV3ProviderOptions } from '@ai-sdk/provider';
import type { CatalogueEntry, ProviderKind } from '@overmind/contracts/entities/model';

/** Ollama shortens silently what does not fit, and its own default is small; so it is told how much to hold. */
const ollamaContext = 32_768;

/** How many tokens a model holds, as far as it is known or set by us. */
export const contextOf = (kind: ProviderKind, { context_tokens: context }: CatalogueEntry): number | null =>
  context ?? (kind === 'ollama' ? ollamaContext : null);

/** What a kind of provider needs to be told in its own words. */
export function settingsOfKind(
  kind: ProviderKind,
  entry: CatalogueEntry,
  options: LanguageModelV3CallOptions,
): SharedV3ProviderOptions {
  const { maxOutputTokens, temperature } = options;
  switch (kind) {
    case 'ollama': {
      const known = {
        num_ctx: contextOf(kind, entry) ?? ollamaContext,
        ...(maxOutputTokens === undefined ? {} : { num_predict: maxOutputTokens }),
        ...(temperature === undefined ? {} : { temperature }),
      };
      return { ollama: { options: known } };
    }
    case 'openai':
      // Otherwise OpenAI keeps each answer for 30 days and takes only schemas in which every field is required.
      return { openai: { store: false, strictJsonSchema: false } };
    case 'openrouter':
    case 'openai_compatible':
      return { openaiCompatible: { strictJsonSchema: false } };
    case 'anthropic':
      return {};
  }
}
