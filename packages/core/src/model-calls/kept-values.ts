import type { PromptValue } from '@overmind/contracts/entities/prompt';
import { hideSecrets } from '@overmind/outbound/hide-secrets';
import { withoutSecrets } from '../identity/secrets.ts';
import { withoutUnstorable } from './storable.ts';

type Values = Readonly<Record<string, PromptValue>>;

/** Of a longer value the beginning is kept. */
const mostChars = 32 * 1024;
const mostItems = 200;
/** Of all values together; of more, none are kept. */
const mostBytes = 128 * 1024;

/** Keys as providers of models and of repositories write them, in whatever text they were pasted. */
const keys = new RegExp(
  [
    String.raw`\bsk-[\w-]{16,200}`,
    String.raw`\b(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|xapp-|hf_|npm_)[\w-]{10,255}`,
    String.raw`\bAKIA[0-9A-Z]{16}\b`,
    String.raw`\bAIza[\w-]{30,100}`,
    String.raw`\b[Bb]earer\s{1,8}[\w.~+/-]{16,4000}={0,2}`,
    String.raw`\beyJ[\w-]{8,2000}\.[\w-]{8,4000}\.[\w-]{8,1000}`,
    String.raw`-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{0,8000}?-----END [A-Z ]{0,30}PRIVATE KEY-----`,
  ].join('|'),
  'g',
);

/** Shorter keys are words such as "none", where a server asks for any key at all. */
const shortestKey = 8;

/** The text without what opens doors; whole keys of one's own go before any part of them is taken for another. */
const withoutKeys = (text: string, own: readonly string[]): string =>
  withoutSecrets(hideSecrets(text, own)).replace(keys, '[redacted]');

/**
 * The values of a prompt as the ledger keeps them: of bounded size, without keys and without what no database takes.
 * Null where they are too much to be kept. `ownKeys` are those of this installation, whatever they look like.
 */
export function keptValues(
  values: Values,
  ownKeys: readonly string[],
): { values: Values; isCut: boolean } | null {
  let isCut = false;
  const own = ownKeys.filter((key) => key.length >= shortestKey);
  const shorten = (text: string): string => {
    const clean = withoutKeys(text, own);
    if (clean.length <= mostChars) return clean;
    isCut = true;
    return clean.slice(0, mostChars);
  };
  const keep = (value: PromptValue): PromptValue => {
    if (typeof value === 'number') return value;
    if (typeof value === 'string') return shorten(value);
    if (value.length > mostItems) isCut = true;
    return value.slice(0, mostItems).map(shorten);
  };
  const kept = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, keep(value)]));
  const storable = withoutUnstorable(kept);
  return Buffer.byteLength(JSON.stringify(storable)) > mostBytes ? null : { values: storable, isCut };
}
