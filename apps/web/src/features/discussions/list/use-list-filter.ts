'use client';
import {
  type DiscussionPhase,
  type DiscussionStatus,
  discussionPhases,
  discussionStatuses,
} from '@overmind/contracts/entities/discussion';
import { readTerms } from '@overmind/domain/search/terms';
import { useSearchParams } from 'next/navigation';
import { showParts } from '#lib/search-param.ts';

export interface ListFilter {
  q: string;
  agent: string;
  status: DiscussionStatus | '';
  phase: DiscussionPhase | '';
  /** Days, as `2026-01-31`; in the reader's own time. */
  from: string;
  to: string;
  isArchived: boolean;
}

const day = /^\d{4}-\d{2}-\d{2}$/;
const dayIn = (value: string | null): string => (value !== null && day.test(value) ? value : '');

/** The word as one of those there are; none of them is no choice. */
export const oneOf = <Word extends string>(words: readonly Word[], word: string | null): Word | '' =>
  words.find((each) => each === word) ?? '';

/** What of the discussions is shown; all of it is in the address. What makes no sense there is no filter. */
export function useListFilter(): [ListFilter, (patch: Partial<Omit<ListFilter, 'q'>>) => void] {
  const search = useSearchParams();
  const filter: ListFilter = {
    q: search.get('q') ?? '',
    agent: search.get('agent') ?? '',
    status: oneOf(discussionStatuses, search.get('status')),
    phase: oneOf(discussionPhases, search.get('phase')),
    from: dayIn(search.get('from')),
    to: dayIn(search.get('to')),
    isArchived: search.get('archived') === '1',
  };
  const change = ({ isArchived, ...patch }: Partial<Omit<ListFilter, 'q'>>) =>
    showParts({
      ...Object.fromEntries(
        Object.entries(patch).map(([name, value]) => [name, value === '' ? null : value]),
      ),
      ...(isArchived === undefined ? {} : { archived: isArchived ? '1' : null }),
    });
  return [filter, change];
}

export const isFiltered = ({ isArchived: _, ...filter }: ListFilter): boolean =>
  Object.values(filter).some((value) => value !== '');

/** A day, or the one after it, as the moment at which it begins where the reader is. */
function momentOf(date: string, laterDays = 0): string {
  const begins = new Date(`${date}T00:00:00`);
  begins.setDate(begins.getDate() + laterDays);
  return begins.toISOString();
}

/** As the server is asked for it: the last day counts whole, and signs that hold no word are not searched for. */
export const queryOf = ({ q, agent, status, phase, from, to, isArchived }: ListFilter) => ({
  ...(readTerms(q) === null ? {} : { q }),
  ...(agent === '' ? {} : { agent }),
  ...(status === '' ? {} : { status }),
  ...(phase === '' ? {} : { phase }),
  ...(from === '' ? {} : { from: momentOf(from) }),
  ...(to === '' ? {} : { to: momentOf(to, 1) }),
  archived: isArchived ? ('true' as const) : ('false' as const),
});
