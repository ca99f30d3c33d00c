import type { Runner } from '@overmind/contracts/entities/runner';
import { listRunners } from '@overmind/contracts/routes/runners';
import type { QueryClient } from '@tanstack/react-query';
import { routeKey } from '#lib/api/use-route.ts';
import { upsertById } from './entity-lists.ts';
import { watchPresent } from './watch-present.ts';

/** Puts what a runner tells into the list of all, where it is on screen. */
export function putRunner(queries: QueryClient, runner: Runner): void {
  queries.setQueryData<{ items: Runner[]; next_cursor: null }>(routeKey(listRunners), (page) =>
    page === undefined ? page : { ...page, items: upsertById(page.items, runner, true) },
  );
}

/** Word of runners comes by the socket of any project; this opens one for nothing else. The caller ends it. */
export const watchRunners = (projectId: string, queries: QueryClient): (() => void) =>
  watchPresent(projectId, {
    onPresent: () => void queries.invalidateQueries({ queryKey: routeKey(listRunners) }),
    onTransient: (frame) => {
      if (frame.type === 'runner.updated') putRunner(queries, frame.entity.patch);
    },
  });
