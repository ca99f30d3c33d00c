'use client';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { showParts } from '#lib/search-param.ts';

export const stateViews = ['document', 'blame', 'notes'] as const;
export type StateView = (typeof stateViews)[number];

export interface StatePlace {
  /** Null for the latest, whichever that is. */
  version: number | null;
  /** The older version that `version` is compared with. */
  compare: number | null;
  view: StateView;
}

const numberOf = (text: string | null): number | null =>
  text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;

/** What the address says is shown: `?version=`, `?compare=`, `?view=`. */
export function useStatePlace() {
  const search = useSearchParams();
  const place = useMemo(() => placeIn(search), [search]);
  return { place, go };
}

const placeIn = (search: URLSearchParams): StatePlace => ({
  version: numberOf(search.get('version')),
  compare: numberOf(search.get('compare')),
  view: stateViews.find((view) => view === search.get('view')) ?? 'document',
});

/** Where the address is now; keys that follow each other fast come before the next rendering. */
export const placeNow = (): StatePlace => placeIn(new URLSearchParams(window.location.search));

function go(patch: Partial<StatePlace>, how: 'push' | 'replace' = 'push'): void {
  const parts: Record<string, string | null> = {};
  if (patch.version !== undefined) parts['version'] = patch.version === null ? null : String(patch.version);
  if (patch.compare !== undefined) parts['compare'] = patch.compare === null ? null : String(patch.compare);
  if (patch.view !== undefined) parts['view'] = patch.view === 'document' ? null : patch.view;
  showParts(parts, how);
}
