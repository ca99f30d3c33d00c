'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/** Parts of the screen that have an address, each with those inside of it, which go when it changes. */
const inside = {
  task: ['tab', 'call'],
  run: [],
  view: [],
  tab: ['line', 'entry', 'call'],
  line: [],
  entry: [],
  call: [],
  chat: [],
  new: [],
  days: [],
  persona: ['version', 'view'],
  item: [],
  version: [],
  compare: [],
  diff: [],
} as const;
export type ScreenPart = keyof typeof inside;

const isOwnPlace = (part: ScreenPart): boolean =>
  part !== 'tab' && part !== 'item' && part !== 'diff' && part !== 'line' && part !== 'entry';

/** A new place is added to the history, so Back leaves it; a tab within a place is not a place of its own. */
export function showPart(part: ScreenPart, value: string | null): void {
  const url = new URL(window.location.href);
  if (url.searchParams.get(part) === value) return;
  setOrDelete(url, part, value);
  for (const inner of inside[part]) url.searchParams.delete(inner);
  if (isOwnPlace(part)) window.history.pushState(null, '', url);
  else window.history.replaceState(null, '', url);
}

/** Several parts at once. `replace` for steps that Back should not walk through one by one. */
export function showParts(parts: Record<string, string | null>, how: 'push' | 'replace' = 'replace'): void {
  const url = new URL(window.location.href);
  const before = url.href;
  for (const [part, value] of Object.entries(parts)) setOrDelete(url, part, value);
  if (url.href === before) return;
  if (how === 'push') window.history.pushState(null, '', url);
  else window.history.replaceState(null, '', url);
}

function setOrDelete(url: URL, part: string, value: string | null): void {
  if (value === null) url.searchParams.delete(part);
  else url.searchParams.set(part, value);
}

export function useSearchParam(part: ScreenPart): [string | null, (value: string | null) => void] {
  const value = useSearchParams().get(part);
  return [value, useCallback((next: string | null) => showPart(part, next), [part])];
}
