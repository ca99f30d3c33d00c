import type { PromptValue } from '@overmind/contracts/entities/prompt';
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
    String.raw`\b(?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-)[\w-]{10,255}`,
    String.raw`\bAKIA[0-9A-Z]{16}\b`,
    String.raw`\beyJ[\w-]{8,2000}\.[\w-]{8,4000}\.[\w-]{8,1000}`,
    String.raw`-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{0,8000}?-----END [A-Z ]{0,30}PRIVATE KEY-----`,
  ].join('|'),
  'g',
);

/** The text without what opens doors. */
const withoutKeys = (text: string): string => withoutSecrets(text).replace(keys, '[redacted]');

/**
 * The values of a prompt as the ledger keeps them: of bounded size, without keys and without what no database takes.
 * Null where they are too much to be kept.
 */
export function keptValues(values: Values): { values: Values; isCut: boolean } | null {
  let isCut = false;
  const shorten = (text: string): string => {
    const clean = withoutKeys(text);
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
