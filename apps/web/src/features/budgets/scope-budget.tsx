'use client';
import type { BudgetState } from '@overmind/contracts/entities/budget';
import { getProjectBudgets } from '@overmind/contracts/routes/model-calls';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { routeKey, routeOptions } from '#lib/api/use-route.ts';
import { budgets as text } from '#text/budgets.ts';
import { BudgetMeter } from './budget-meter.tsx';

interface ScopeBudgetProps {
  projectId: string;
  of: { run: string } | { discussion: string };
  /** Changes when more may have been spent: then it is asked for again. */
  stamp: number | string;
}

/** How the budget of one run or discussion stands; nothing where it has no limit and took nothing. */
export function ScopeBudget({ projectId, of, stamp }: ScopeBudgetProps) {
  const input = { params: { id: projectId }, query: of };
  const found = useQuery({
    ...routeOptions(getProjectBudgets, input),
    queryKey: [...routeKey(getProjectBudgets, input), stamp],
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  const kind = 'run' in of ? 'run' : 'discussion';
  const state = found.data?.items.find((each) => each.kind === kind);
  return state === undefined || isIdle(state) ? null : (
    <BudgetMeter label={kind === 'run' ? text.ofRun : text.ofDiscussion} state={state} />
  );
}

const isIdle = ({
  soft_micros: soft,
  hard_micros: hard,
  spent_micros: spent,
  held_micros: held,
}: BudgetState) => soft === null && hard === null && spent + held === 0;
