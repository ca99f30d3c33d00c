'use client';
import { getInstallationBudgets } from '@overmind/contracts/routes/model-calls';
import { lazy, Suspense } from 'react';
import { ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { useRoute } from '#lib/api/use-route.ts';

const InstallationBudgetForm = lazy(async () => ({
  default: (await import('./installation-budget-form.tsx')).InstallationBudgetForm,
}));

/** What all projects together may spend in a day, and what they did today. */
export function InstallationBudget() {
  const found = useRoute(getInstallationBudgets, {}, { staleTime: 0 });
  if (found.isPending) return <Skeleton className="h-24" />;
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <Suspense fallback={<Skeleton className="h-24" />}>
      <InstallationBudgetForm key={found.data.version} saved={found.data} />
    </Suspense>
  );
}
