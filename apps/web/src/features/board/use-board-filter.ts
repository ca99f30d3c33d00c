'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { showParts } from '#lib/search-param.ts';
import { type BoardFilter, filterFrom, noFilter, toParams } from './filter.ts';

/** The board's filter lives in the address, so that it can be kept, shared and come back to. */
export function useBoardFilter() {
  const search = useSearchParams();
  const filter = useMemo(() => filterFrom(new URLSearchParams(search.toString())), [search]);
  const change = useCallback(
    (patch: Partial<BoardFilter>) =>
      showParts(toParams({ ...filterFrom(new URLSearchParams(window.location.search)), ...patch })),
    [],
  );
  const clear = useCallback(() => showParts(toParams(noFilter)), []);
  return { filter, change, clear };
}
