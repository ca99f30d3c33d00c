import type { ListedCall } from '@overmind/contracts/entities/model-call';
import { isScripted } from '@overmind/contracts/entities/scripted';
import { oneLine } from '../../output/table.ts';
import { spent } from './money.ts';

/** A name of a contract, as words. */
export const asWords = (name: string): string => name.replaceAll('_', ' ');

export const costWords = (micros: number | null): string => (micros === null ? '?' : spent(micros));

/** A model or a provider on one line. Of the scripted one it says that no model answers there. */
export const modelWords = (name: string): string =>
  `${oneLine(name, 80)}${isScripted(name) ? ' (a script)' : ''}`;

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
