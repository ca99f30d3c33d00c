import { createHash } from 'node:crypto';
import type { LanguageModelV3CallOptions } from '@ai-sdk/provider';

/**
 * The hash of all that makes an answer what it is: the model, where it is, and the whole request, whatever the order of its
 * fields and the mark that was drawn for it.
 */
export function cacheKey(
  model: readonly string[],
  options: LanguageModelV3CallOptions,
  mark: string | undefined,
): string {
  const { abortSignal: _signal, headers: _headers, ...request } = options;
  const said = JSON.stringify([...model, sorted(request)]);
  return createHash('sha256')
    .update(mark === undefined ? said : said.replaceAll(mark, 'mark'))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (value instanceof Uint8Array) return createHash('sha256').update(value).digest('hex');
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}
