import { createHash } from 'node:crypto';
import type { LanguageModelV3CallOptions } from '@ai-sdk/provider';

/** The hash of all that makes an answer what it is: the model, where it is, and the whole request, whatever the order of its fields. */
export function cacheKey(ref: string, endpoint: string, options: LanguageModelV3CallOptions): string {
  const { abortSignal: _signal, headers: _headers, ...request } = options;
  return createHash('sha256')
    .update(JSON.stringify([ref, endpoint, sorted(request)]))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (value instanceof Uint8Array) return createHash('sha256').update(value).digest('hex');
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}
