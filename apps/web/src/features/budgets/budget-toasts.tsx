'use client';
import type { BudgetExceeded } from '@overmind/contracts/entities/budget';
import { useEffect } from 'react';
import { useProjectScope } from '#features/project/project-context.tsx';
import { patchOf } from '#lib/live/entity-lists.ts';
import { toast } from '#lib/toast.ts';
import { budgets as text } from '#text/budgets.ts';

const readingMs = 12_000;

/** Says in passing that a budget was passed, wherever in the project the person is. */
export function BudgetToasts() {
  const { connection } = useProjectScope();
  useEffect(
    () =>
      connection.watch({
        onEvents: (events) => {
          for (const { type, entity } of events)
            if (type === 'budget.exceeded') say(patchOf<BudgetExceeded & { id: string }>(entity));
        },
      }),
    [connection],
  );
  return null;
}

function say({ limit, detail = '' }: Partial<BudgetExceeded>): void {
  const options = {
    description: `${detail.slice(0, 1).toUpperCase()}${detail.slice(1)}.`,
    duration: readingMs,
  };
  if (limit === 'hard') toast.error(text.stopped, options);
  else toast(text.passed, options);
}
