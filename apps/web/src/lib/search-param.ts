'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/** Parts of the screen that have an address, each with those inside of it, which go when it changes. */
const inside = { task: ['tab'], run: [], view: [], tab: [], version: [] } as const;
export type ScreenPart = keyof typeof inside;

/** A new place is added to the history, so Back leaves it; a tab within a place is not a place of its own. */
export function showPart(part: ScreenPart, value: string | null): void {
  const url = new URL(window.location.href);
  if (url.searchParams.get(part) === value) return;
  if (value === null) url.searchParams.delete(part);
  else url.searchParams.set(part, value);
  for (const inner of inside[part]) url.searchParams.delete(inner);
  if (part === 'tab') window.history.replaceState(null, '', url);
  else window.history.pushState(null, '', url);
}

export function useSearchParam(part: ScreenPart): [string | null, (value: string | null) => void] {
  const value = useSearchParams().get(part);
  return [value, useCallback((next: string | null) => showPart(part, next), [part])];
}
