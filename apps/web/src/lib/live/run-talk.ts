import type { Permission, RunInput } from '@overmind/contracts/entities/permission';
import type { AnyRoute } from '@overmind/contracts/routes/route';
import { listRunInputs, listRunPermissions } from '@overmind/contracts/routes/runs';
import type { QueryClient } from '@tanstack/react-query';
import { routeKey } from '#lib/api/use-route.ts';

interface OfRun {
  id: string;
  run_id: string;
}

/** Adds or replaces what is said between people and a run's coding agent, where it is on screen. */
function put<T extends OfRun>(queries: QueryClient, route: AnyRoute, entity: T): void {
  const key = routeKey(route, { params: { id: entity.run_id } });
  const query = queries.getQueryCache().find({ queryKey: key });
  if (query?.state.fetchStatus === 'fetching') {
    // The reply that is on its way may have been written before this; it is asked for once more.
    const again = () => queries.invalidateQueries({ queryKey: key });
    void query.fetch().then(again, () => undefined);
  }
  queries.setQueryData<{ items: T[]; next_cursor: null }>(key, (page) => {
    if (page === undefined) return page;
    const index = page.items.findIndex(({ id }) => id === entity.id);
    return { ...page, items: index === -1 ? [...page.items, entity] : page.items.with(index, entity) };
  });
}

export const putPermission = (queries: QueryClient, permission: Permission): void =>
  put(queries, listRunPermissions, permission);
export const putRunInput = (queries: QueryClient, input: RunInput): void =>
  put(queries, listRunInputs, input);
