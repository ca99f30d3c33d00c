import { ProviderKind, ProviderName } from '@overmind/contracts/entities/model';
import { defaultBaseUrls, type Provider, ProviderSettings } from '@overmind/contracts/entities/provider';
import { providerForm as text } from '#text/providers.ts';

export const limitNames = ['requests_per_min', 'tokens_per_min', 'concurrency'] as const;
export type LimitName = (typeof limitNames)[number];

/** A provider as it is typed, also while it is not yet valid. */
export interface ProviderDraft {
  name: string;
  kind: ProviderKind;
  /** Empty for the kind's own. */
  base_url: string;
  is_local: boolean;
  serves_itself: boolean;
  is_enabled: boolean;
  limits: Record<LimitName, string>;
  /** Empty for what Ollama does by itself. */
  keep_alive: string;
}

const typed = (value: number | string | null): string => (value === null ? '' : String(value));

/** A new server begins as one of the own network. */
export function draftOf(provider: Provider | null): ProviderDraft {
  if (provider === null)
    return {
      ...{ name: '', kind: 'openai_compatible', base_url: '', is_local: true, serves_itself: false },
      is_enabled: true,
      ...{ limits: { requests_per_min: '', tokens_per_min: '', concurrency: '' }, keep_alive: '' },
    };
  const { name, kind, limits } = provider;
  return {
    ...{ name, kind, is_local: provider.is_local, serves_itself: provider.serves_itself },
    is_enabled: provider.is_enabled || provider.version === 0,
    base_url:
      provider.from_environment || provider.base_url === defaultBaseUrls[kind]
        ? ''
        : typed(provider.base_url),
    limits: {
      requests_per_min: typed(limits.requests_per_min),
      tokens_per_min: typed(limits.tokens_per_min),
      concurrency: typed(limits.concurrency),
    },
    keep_alive: typed(provider.keep_alive),
  };
}

/** Of a server elsewhere it means nothing, and an Ollama is asked. */
export const mayServeItself = ({ kind, is_local }: Pick<ProviderDraft, 'kind' | 'is_local'>): boolean =>
  kind !== 'ollama' && is_local;

const originOf = (address: string | null): string | null => {
  if (address === null || !URL.canParse(address)) return address;
  return new URL(address).origin;
};

/** A stored key goes only to the scheme, host and port that it was entered for; the path does not matter. */
export const leavesItsOrigin = (provider: Provider, { kind, base_url }: ProviderDraft): boolean =>
  originOf(wordsOf(base_url) ?? defaultBaseUrls[kind]) !== originOf(provider.base_url);

export const kinds = ProviderKind.options;
const numberOf = (words: string): number | null => (words.trim() === '' ? null : Number(words));
const wordsOf = (words: string): string | null => (words.trim() === '' ? null : words.trim());

export type DraftErrors = Partial<Record<'name' | 'base_url' | 'keep_alive' | LimitName, string>>;
export type DraftCheck = { ok: true; settings: ProviderSettings } | { ok: false; errors: DraftErrors };

/** By the contract's own rules; `taken` are the names that others have. */
export function checkDraft(draft: ProviderDraft, taken: readonly string[]): DraftCheck {
  const parsed = ProviderSettings.safeParse({
    ...{ kind: draft.kind, is_local: draft.is_local, is_enabled: draft.is_enabled },
    serves_itself: draft.serves_itself && mayServeItself(draft),
    base_url: wordsOf(draft.base_url),
    limits: Object.fromEntries(limitNames.map((name) => [name, numberOf(draft.limits[name])])),
    keep_alive: draft.kind === 'ollama' ? wordsOf(draft.keep_alive) : null,
  });
  const errors: DraftErrors = {};
  if (!ProviderName.safeParse(draft.name).success) errors.name = text.nameProblem;
  else if (taken.includes(draft.name)) errors.name = text.nameTaken;
  if (parsed.success)
    return Object.keys(errors).length === 0 ? { ok: true, settings: parsed.data } : { ok: false, errors };
  for (const { path, message } of parsed.error.issues) {
    const limit = limitNames.find((name) => name === path.at(-1));
    if (limit === undefined) errors[String(path.at(-1)) as keyof DraftErrors] ??= message;
    else errors[limit] = text.limitProblem;
  }
  return { ok: false, errors };
}
