'use client';
import { agentNamePattern } from '@overmind/contracts/entities/agent';
import { type SearchKind, type SearchStatus, searchKinds } from '@overmind/contracts/entities/search';
import { searchStatuses } from '@overmind/contracts/entities/search-statuses';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { showParts } from '#lib/search-param.ts';
import { hasStatus } from './statuses.ts';

export interface SearchFilter {
  kind: SearchKind | null;
  /** The id of an agent, or the key of a persona. */
  agent: string | null;
  status: SearchStatus | null;
  /** First and last day, both included, where the reader is. */
  from: string | null;
  to: string | null;
}

const noFilter: SearchFilter = { kind: null, agent: null, status: null, from: null, to: null };
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const isSomebody = (agent: string): boolean => uuid.test(agent) || agentNamePattern.test(agent);

/** The beginning of a day, or of one some days later, here; null for what is no day. */
function dayBegins(day: string | null, laterDays = 0): Date | null {
  if (day === null || !/^\d{4}-\d\d-\d\d$/.test(day)) return null;
  const begins = new Date(`${day}T00:00`);
  begins.setDate(begins.getDate() + laterDays);
  return Number.isNaN(begins.getTime()) ? null : begins;
}

/** What the address says; what it says wrongly is left out. */
function filterIn(search: URLSearchParams): SearchFilter {
  const [agent, from, to] = [search.get('agent'), search.get('from'), search.get('to')];
  const kind = searchKinds.find((each) => each === search.get('kind')) ?? null;
  const status = searchStatuses.find((each) => each === search.get('status')) ?? null;
  return {
    kind,
    agent: agent !== null && isSomebody(agent) ? agent : null,
    status: status !== null && hasStatus(kind, status) ? status : null,
    from: dayBegins(from) && from,
    to: dayBegins(to) && to,
  };
}

/** As the server is asked for it. */
export function queryOf({ kind, agent, status, from, to }: SearchFilter): Record<string, string> {
  const query = {
    ...{ kind, agent, status },
    from: dayBegins(from)?.toISOString() ?? null,
    to: dayBegins(to, 1)?.toISOString() ?? null,
  };
  return Object.fromEntries(
    Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

/** A status that nothing of the kind can be in goes with the choice of the kind. */
const statusKept = ({ kind, status }: SearchFilter): Pick<SearchFilter, 'status'> => ({
  status: status !== null && hasStatus(kind, status) ? status : null,
});

/** What is kept to lives in the address, so that a search can be shared and come back to. */
export function useSearchFilter() {
  const search = useSearchParams();
  const filter = useMemo(() => filterIn(new URLSearchParams(search.toString())), [search]);
  return {
    filter,
    isFiltered: Object.values(filter).some((each) => each !== null),
    change: (patch: Partial<SearchFilter>) => showParts({ ...patch, ...statusKept({ ...filter, ...patch }) }),
    clear: () => showParts({ ...noFilter }),
  };
}
