'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/** Part of the screen that has an address, e.g. `?task=`. Opening adds to the history, so Back closes it. */
export function useSearchParam(name: string): [string | null, (value: string | null) => void] {
  const value = useSearchParams().get(name);
  const setValue = useCallback(
    (next: string | null) => {
      const url = new URL(window.location.href);
      if (next === null) url.searchParams.delete(name);
      else url.searchParams.set(name, next);
      window.history.pushState(null, '', url);
    },
    [name],
  );
  return [value, setValue];
}
