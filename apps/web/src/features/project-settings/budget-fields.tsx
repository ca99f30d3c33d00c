'use client';
import type { BudgetKind } from '@overmind/contracts/entities/budget';
import { getProjectBudgets } from '@overmind/contracts/routes/model-calls';
import type { z } from 'zod';
import { Skeleton } from '#components/ui/badge.tsx';
import { BudgetMeter } from '#features/budgets/budget-meter.tsx';
import { LimitsFields } from '#features/budgets/limits-fields.tsx';
import { budgetNames } from '#features/budgets/money.ts';
import { useProjectScope } from '#features/project/project-context.tsx';
import { errorWords } from '#lib/api/error-words.ts';
import { useRoute } from '#lib/api/use-route.ts';
import { budgets as text } from '#text/budgets.ts';
import { NumberField } from './number-field.tsx';
import type { SettingsForm } from './use-project-settings.ts';

export function BudgetFields({ form: { draft, errors, change } }: { form: SettingsForm }) {
  return (
    <div className="max-w-lg space-y-5">
      <BudgetsUsed />
      {budgetNames.map((name) => (
        <LimitsFields
          key={name}
          name={text.names[name]}
          draft={draft.budgets[name]}
          errors={{
            soft: errors[`budgets.${name}.soft_micros`],
            hard: errors[`budgets.${name}.hard_micros`],
          }}
          onChange={(limits) => change({ budgets: { ...draft.budgets, [name]: limits } })}
        />
      ))}
      <NumberField
        label={text.keepDays}
        hint={text.keepDaysHint}
        error={errors.model_call_keep_days}
        most={3_650}
        value={draft.model_call_keep_days}
        onChange={(days) => change({ model_call_keep_days: days })}
      />
    </div>
  );
}

const shown = [
  { kind: 'day', label: text.usedToday },
  { kind: 'project', label: text.usedInAll },
] as const satisfies { kind: z.infer<typeof BudgetKind>; label: string }[];

/** What the saved limits stand at; each run, discussion and spec counts for itself. */
function BudgetsUsed() {
  const { projectId } = useProjectScope();
  const states = useRoute(getProjectBudgets, { params: { id: projectId } }, { staleTime: 0 });
  if (states.isPending) return <Skeleton className="h-16" />;
  if (states.isError) return <p className="text-failed text-sm">{errorWords(states.error)}</p>;
  return (
    <div className="space-y-3">
      {shown.map(({ kind, label }) => {
        const state = states.data.items.find((each) => each.kind === kind);
        return state === undefined ? null : <BudgetMeter key={kind} label={label} state={state} />;
      })}
    </div>
  );
}
