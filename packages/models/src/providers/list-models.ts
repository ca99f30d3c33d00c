import { hideSecrets } from '@overmind/outbound/hide-secrets';
import { z } from 'zod';
import { ProviderFault } from '../failures/provider-fault.ts';
import { Dispatchers } from '../outbound/dispatchers.ts';
import { guardedFetch } from '../outbound/guarded-fetch.ts';
import { Watch } from '../outbound/watch.ts';
import type { ProviderAccess } from '../ports.ts';
import { endpointOf, secretsOf } from './endpoints.ts';

export interface ModelListing {
  status: number;
  /** The models that it offers; null where it does not say so in a way that can be read. */
  models: string[] | null;
}

const bounds = { firstByteMs: 15_000, idleMs: 15_000, totalMs: 15_000, mostBytes: 8 * 1024 * 1024 };
const mostWords = 900;
const Listing = z.object({ data: z.array(z.object({ id: z.string() })) });

/** Asks a provider what models it has, without a word to any of them; every kind answers this in one form. */
export async function listModels(access: ProviderAccess, signal: AbortSignal): Promise<ModelListing> {
  await using dispatchers = new Dispatchers();
  using watch = new Watch(bounds, signal);
  const fetch = guardedFetch({ reach: access.reach, dispatcher: dispatchers.for(access.reach), watch });
  try {
    const response = await fetch(listingUrl(access), { headers: headersOf(access) });
    return { status: response.status, models: response.ok ? idsIn(await response.text()) : null };
  } catch (error) {
    const { fault } = watch;
    if (fault === null) throw error;
    throw new ProviderFault(fault.reason, hideSecrets(fault.message, secretsOf(access)).slice(0, mostWords));
  }
}

export const listingUrl = (access: ProviderAccess): string => {
  const endpoint = endpointOf(access);
  return `${access.kind === 'ollama' ? endpoint.replace(/\/api$/, '/v1') : endpoint}/models`;
};

/** How it is told who asks. */
export function headersOf({ kind, apiKey }: ProviderAccess): Record<string, string> {
  if (kind === 'anthropic')
    return { 'anthropic-version': '2023-06-01', ...(apiKey === null ? {} : { 'x-api-key': apiKey }) };
  return apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
}

function idsIn(text: string): string[] | null {
  try {
    return Listing.safeParse(JSON.parse(text)).data?.data.map(({ id }) => id) ?? null;
  } catch {
    return null; // It is there, and says something else.
  }
}
