'use client';
import { BudgetRules, type InstallationBudgets } from '@overmind/contracts/entities/budget';
import {
  getInstallationBudgets,
  getModelUsage,
  putInstallationBudgets,
} from '@overmind/contracts/routes/model-calls';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormError } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { isCode } from '#lib/api/error-words.ts';
import { routeKey, useRoute, useSend } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';
import { budgets as text } from '#text/budgets.ts';
import { common } from '#text/common.ts';
import { BudgetMeter } from './budget-meter.tsx';
import { LimitsFields } from './limits-fields.tsx';
import { limitsDraftOf, limitsOf } from './money.ts';

export function InstallationBudgetForm({ saved }: { saved: InstallationBudgets }) {
  const { day } = saved.budgets;
  const [draft, setDraft] = useState(() => limitsDraftOf(day));
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: routeKey(getInstallationBudgets) });
  const save = useSend(putInstallationBudgets, {
    onSuccess: async () => {
      toast.success(text.saved);
      await refresh();
    },
    onError: (error) => {
      if (!isCode(error, 'version_mismatch')) return;
      toast.error(text.stale);
      void refresh();
    },
  });
  const check = BudgetRules.safeParse({ day: limitsOf(draft) });
  const errorOf = (name: string) => check.error?.issues.find(({ path }) => path.at(-1) === name)?.message;
  const isChanged = JSON.stringify(draft) !== JSON.stringify(limitsDraftOf(day));
  return (
    <form
      noValidate
      className="max-w-lg space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (check.success) save.mutate({ body: check.data, ifMatch: saved.version });
      }}
    >
      <SpentToday limits={day} />
      <LimitsFields
        name={text.names.day}
        draft={draft}
        errors={{ soft: errorOf('soft_micros'), hard: errorOf('hard_micros') }}
        onChange={setDraft}
      />
      <FormError error={isCode(save.error, 'version_mismatch') ? null : save.error} />
      {isChanged ? (
        <Button type="submit" look="primary" disabled={!check.success} isBusy={save.isPending}>
          {common.save}
        </Button>
      ) : null}
    </form>
  );
}

function SpentToday({ limits }: { limits: BudgetRules['day'] }) {
  const today = new Date().toISOString().slice(0, 10);
  const query = { group_by: 'day' as const, from: today, to: today };
  const spent = useRoute(getModelUsage, { query }, { staleTime: 0 }).data?.total.cost_micros;
  if (spent === undefined) return null;
  const state = { ...limits, spent_micros: spent, held_micros: 0, warned_at: null };
  return <BudgetMeter label={text.usedToday} state={state} />;
}
