import type { ModelCapability } from '@overmind/contracts/entities/model';
import {
  type CatalogueModel,
  type ModelOverride,
  ModelSettings,
} from '@overmind/contracts/entities/model-catalogue';
import { models as text } from '#text/providers.ts';

export const numberNames = ['quality', 'context_tokens', 'max_output_tokens'] as const;
export const priceNames = ['input_micros', 'output_micros', 'cached_input_micros'] as const;
type NumberName = (typeof numberNames)[number];
type PriceName = (typeof priceNames)[number];

/** What a person says of a model, as it is typed; empty for what is known. */
export interface ModelDraft extends Record<NumberName | PriceName, string> {
  is_enabled: boolean;
  trains_on_data: ModelOverride['trains_on_data'];
  /** Null for what is known. */
  capabilities: ModelCapability[] | null;
}

const microsPerDollar = 1_000_000;
const typed = (value: number | null | undefined, unit = 1): string =>
  value == null ? '' : String(value / unit);
const numberOf = (words: string, unit = 1): number | null =>
  words.trim() === '' ? null : Math.round(Number(words) * unit);

export function draftOf({ override, is_enabled }: CatalogueModel): ModelDraft {
  const prices = override?.prices;
  return {
    is_enabled,
    trains_on_data: override?.trains_on_data ?? null,
    capabilities: override?.capabilities ?? null,
    quality: typed(override?.quality),
    context_tokens: typed(override?.context_tokens),
    max_output_tokens: typed(override?.max_output_tokens),
    input_micros: typed(prices?.input_micros, microsPerDollar),
    output_micros: typed(prices?.output_micros, microsPerDollar),
    cached_input_micros: typed(prices?.cached_input_micros, microsPerDollar),
  };
}

export type ModelErrors = Partial<Record<NumberName | PriceName, string>>;
export type DraftCheck = { ok: true; settings: ModelSettings } | { ok: false; errors: ModelErrors };

export function checkDraft(ref: string, draft: ModelDraft): DraftCheck {
  const prices = Object.fromEntries(priceNames.map((name) => [name, numberOf(draft[name], microsPerDollar)]));
  const parsed = ModelSettings.safeParse({
    ref,
    ...{
      is_enabled: draft.is_enabled,
      trains_on_data: draft.trains_on_data,
      capabilities: draft.capabilities,
    },
    ...Object.fromEntries(numberNames.map((name) => [name, numberOf(draft[name])])),
    prices: Object.values(prices).every((price) => price === null) ? null : prices,
  });
  if (parsed.success) return { ok: true, settings: parsed.data };
  const errors: ModelErrors = {};
  for (const { path } of parsed.error.issues) {
    const name = [...numberNames, ...priceNames].find((each) => each === path.at(-1));
    if (name !== undefined) errors[name] = text.problems[name];
  }
  return { ok: false, errors };
}
