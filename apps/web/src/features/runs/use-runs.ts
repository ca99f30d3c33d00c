'use client';
import type { Run } from '@overmind/contracts/entities/run';
import { getRun } from '@overmind/contracts/routes/runs';
import { useMemo } from 'react';
import { useView } from '#features/project/project-context.tsx';
import { useRoute } from '#lib/api/use-route.ts';
import { isLiveRun } from '#lib/live/reduce.ts';
import { useSearchParam } from '#lib/search-param.ts';

const startOf = (run: Run): string => run.started_at ?? run.created_at;
const newestFirst = (a: Run, b: Run): number => (startOf(a) < startOf(b) ? 1 : -1);

/** Live runs first, then those that ended, newest first each. */
export function orderRuns(runs: readonly Run[]): Run[] {
  const live = runs.filter(isLiveRun).sort(newestFirst);
  const ended = runs.filter((run) => !isLiveRun(run)).sort(newestFirst);
  return [...live, ...ended];
}

/** The runs to show and the chosen one: that of the address, else the first that does something, else the newest. */
export function useRuns() {
  const runs = useView((view) => view.runs);
  const ordered = useMemo(() => orderRuns(runs), [runs]);
  const [chosenId, choose] = useSearchParam('run');
  const working = ordered.find((run) => run.status === 'streaming' || run.status === 'started');
  const chosen = ordered.find((run) => run.id === chosenId) ?? working ?? ordered[0];
  return { ordered, chosen, choose };
}

/** A run from the live snapshot, or fetched when it is older than that reaches. */
export function useRun(runId: string): { run: Run | undefined; error: unknown; retry(): void } {
  const live = useView((view) => view.runs.find((run) => run.id === runId) ?? null);
  const fetched = useRoute(getRun, { params: { id: runId } }, { enabled: live === null, staleTime: 0 });
  return {
    run: live ?? fetched.data,
    error: live === null ? fetched.error : null,
    retry: () => void fetched.refetch(),
  };
}
