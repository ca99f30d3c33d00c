'use client';
import type { UsageGroup, UsageRow } from '@overmind/contracts/entities/model-call';
import { getModelUsage } from '@overmind/contracts/routes/model-calls';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { routeOptions } from '#lib/api/use-route.ts';
import { daysBetween, type Measure, type UsagePlace } from './usage-place.ts';

/** As many rows as the server gives at once: more than the days of its longest range. */
const mostRows = 500;

/** Sums of one time and project by a group. What was shown stays until the new ones are there. */
export const useUsage = (group: UsageGroup, { from, to, project }: UsagePlace) =>
  useQuery({
    ...routeOptions(getModelUsage, {
      query: { group_by: group, from, to, limit: mostRows, ...(project === null ? {} : { project }) },
    }),
    staleTime: 0,
    placeholderData: keepPreviousData,
  });

type Sums = Pick<UsageRow, 'cost_micros' | 'input_tokens' | 'output_tokens'>;
export const tokensOf = ({ input_tokens, output_tokens }: Sums): number => input_tokens + output_tokens;
/** What part of the tokens stayed here; null where none went anywhere. */
export function localShareOf({
  local_tokens: local,
  cloud_tokens: cloud,
}: Pick<UsageRow, 'local_tokens' | 'cloud_tokens'>): number | null {
  return local + cloud === 0 ? null : local / (local + cloud);
}
export const amountOf = (row: Sums, measure: Measure): number =>
  measure === 'cost' ? row.cost_micros : tokensOf(row);

export interface DayAmount {
  day: string;
  amount: number;
}

/** An amount for every day of the range, those without a call too. */
export function amountsByDay(
  rows: readonly UsageRow[],
  { from, to }: Pick<UsagePlace, 'from' | 'to'>,
  measure: Measure,
): DayAmount[] {
  const known = new Map(rows.map((row) => [row.group, amountOf(row, measure)]));
  return daysBetween(from, to).map((day) => ({ day, amount: known.get(day) ?? 0 }));
}
