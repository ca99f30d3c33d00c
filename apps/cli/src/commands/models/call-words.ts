import type { ListedCall } from '@overmind/contracts/entities/model-call';
import { spent } from './money.ts';

/** A name of a contract, as words. */
export const asWords = (name: string): string => name.replaceAll('_', ' ');

export const costWords = (micros: number | null): string => (micros === null ? '?' : spent(micros));

/** How a call ended, and why where it failed. */
export function outcomeWords({
  status,
  reason,
  is_cache_hit,
}: Pick<ListedCall, 'status' | 'reason' | 'is_cache_hit'>): string {
  if (status === 'ok') return is_cache_hit ? 'answered from the cache' : 'answered';
  const word = status === 'aborted' ? 'stopped' : 'failed';
  return reason === null || reason === 'aborted' ? word : `${word}: ${asWords(reason)}`;
}
