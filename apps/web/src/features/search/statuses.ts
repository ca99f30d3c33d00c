import type { SearchKind, SearchStatus } from '@overmind/contracts/entities/search';
import { searchStatuses } from '@overmind/contracts/entities/search-statuses';
import { search as text } from '#text/search.ts';

/** What a status is called, of one kind or of any. */
export const statusWords = (kind: SearchKind | null, status: SearchStatus): string => {
  const words: Partial<Record<SearchStatus, string>> = kind === null ? text.statuses : text.statusesOf[kind];
  return words[status] ?? text.statuses[status];
};

/** Whether things of that kind can be in it; null for any kind. */
export const hasStatus = (kind: SearchKind | null, status: SearchStatus): boolean =>
  kind === null || status in text.statusesOf[kind];

export const statusOptions = (kind: SearchKind | null): (readonly [SearchStatus, string])[] =>
  searchStatuses
    .filter((status) => hasStatus(kind, status))
    .map((status) => [status, statusWords(kind, status)] as const);
