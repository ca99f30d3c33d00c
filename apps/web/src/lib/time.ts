'use client';
import { useSyncExternalStore } from 'react';

const steps: [limitS: number, unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  [60, 'second', 1],
  [3_600, 'minute', 60],
  [86_400, 'hour', 3_600],
  [86_400 * 30, 'day', 86_400],
  [86_400 * 365, 'month', 86_400 * 30],
  [Number.POSITIVE_INFINITY, 'year', 86_400 * 365],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'narrow' });
const exact = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

export function relativeTime(iso: string, nowMs: number): string {
  const seconds = Math.round((Date.parse(iso) - nowMs) / 1_000);
  const distance = Math.abs(seconds);
  if (distance < 5) return 'now';
  const step = steps.find(([limit]) => distance < limit) ?? steps[0];
  return step === undefined ? '' : relative.format(Math.trunc(seconds / step[2]), step[1]);
}
export const exactTime = (iso: string): string => exact.format(new Date(iso));

/** `0:07`, `12:40`, `1:02:09`. */
export function clock(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1_000));
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes, seconds] = [Math.floor(total / 3_600), Math.floor(total / 60) % 60, total % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** `840 ms`, `12.4 s`, `3 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}

/** One timer for every clock on the page, running only while one is shown. */
class Ticker {
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #now = Date.now();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => {
      this.#now = Date.now();
      for (const each of this.#listeners) each();
    }, 1_000);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  };
  readonly now = (): number => {
    if (this.#timer === undefined) this.#now = Date.now();
    return this.#now;
  };
}
const ticker = new Ticker();

/** The time, a second at most behind; `grainMs` coarser means fewer renders. */
export const useNow = (grainMs = 1_000): number =>
  useSyncExternalStore(
    ticker.subscribe,
    () => Math.floor(ticker.now() / grainMs) * grainMs,
    () => 0,
  );
