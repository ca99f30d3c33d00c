'use client';
import { noProject } from '@overmind/contracts/entities/model-call';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { showParts } from '#lib/search-param.ts';

export const ranges = [7, 30, 90, 365] as const;
export const splits = ['model', 'provider', 'agent', 'task', 'project'] as const;
export const measures = ['cost', 'tokens'] as const;
export type Split = (typeof splits)[number];
export type Measure = (typeof measures)[number];

export interface UsagePlace {
  /** First and last day in UTC, both included. */
  from: string;
  to: string;
  /** Its id, or `none` for what belongs to none; null for all. */
  project: string | null;
  by: Split;
  measure: Measure;
}

const dayMs = 86_400_000;
const usualDays = 30;
/** As many days as the server sums up at once. */
const mostDays = 366;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const isDay = (text: string | null): text is string =>
  text !== null && /^2\d{3}-\d{2}-\d{2}$/.test(text) && isReal(text);
const isReal = (day: string): boolean => {
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
};

export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
export const addDays = (day: string, days: number): string => dayOf(Date.parse(day) + days * dayMs);
/** How many days lie between two, both included. */
export const lengthInDays = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;

/** Every day of a range, oldest first. */
export const daysBetween = (from: string, to: string): string[] =>
  Array.from({ length: Math.max(0, lengthInDays(from, to)) }, (_, index) => addDays(from, index));

/** What the address says is shown; a range that cannot be is made into one that can. */
export function placeIn(search: URLSearchParams, today: string): UsagePlace {
  const [from, to] = [search.get('from'), search.get('to')];
  const end = isDay(to) ? to : today;
  const asked = isDay(from) ? from : addDays(end, 1 - usualDays);
  const start = asked > end ? end : asked;
  const project = search.get('project');
  return {
    from: lengthInDays(start, end) > mostDays ? addDays(end, 1 - mostDays) : start,
    to: end,
    project: project !== null && (project === noProject || uuid.test(project)) ? project : null,
    by: splits.find((each) => each === search.get('by')) ?? 'model',
    measure: measures.find((each) => each === search.get('measure')) ?? 'cost',
  };
}

export function useUsagePlace(): UsagePlace {
  const search = useSearchParams();
  const today = dayOf(Date.now());
  return useMemo(() => placeIn(search, today), [search, today]);
}

/** What the list of calls shows of one project only. */
const ofProject = { agent: null, of_task: null, call: null };

/** Another project is another place; the rest is the same place seen otherwise. */
export const goTo = (patch: Partial<UsagePlace>): void =>
  patch.project === undefined ? showParts({ ...patch }) : showParts({ ...ofProject, ...patch }, 'push');
