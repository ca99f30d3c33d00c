'use client';
import type { Cycle } from '@overmind/contracts/entities/cycle';
import { listCycles, previewCycle, runOrchestrator } from '@overmind/contracts/routes/orchestrator';
import { useProjectScope, useView } from '#features/project/project-context.tsx';
import { errorWords } from '#lib/api/error-words.ts';
import { useRoute, useSend } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';

const shownCycles = 12;

export const isCycleOver = (cycle: Pick<Cycle, 'state'>): boolean =>
  cycle.state === 'cycle.completed' || cycle.state === 'cycle.failed';

/** The last cycles; events tell first how far the live one is. */
export function useCycles() {
  const { projectId } = useProjectScope();
  const live = useView((view) => view.cycle);
  const list = useRoute(
    listCycles,
    { params: { id: projectId }, query: { limit: shownCycles } },
    { staleTime: 0 },
  );
  const items = (list.data?.items ?? []).map((cycle) =>
    cycle.id === live?.id ? { ...cycle, state: live.state, error: live.error ?? cycle.error } : cycle,
  );
  return { ...list, cycles: items, live };
}

export function useRunCycle() {
  const { projectId } = useProjectScope();
  const ask = useSend(runOrchestrator, { onError: (error) => void toast.error(errorWords(error)) });
  return {
    ...ask,
    askedId: ask.data?.cycle_id,
    run: (mode: Cycle['mode'] = 'incremental') => ask.mutate({ params: { id: projectId }, body: { mode } }),
  };
}

/** What a cycle would do; always asked anew, since all it tells is the present. */
export function useCyclePreview() {
  const { projectId } = useProjectScope();
  return useRoute(previewCycle, { params: { id: projectId } }, { staleTime: 0 });
}
