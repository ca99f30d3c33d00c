import type { Query, QueryClient, QueryKey } from '@tanstack/react-query';

const waiting = new WeakSet<Query>();

/**
 * Asks for everything under a key again, also where it is on its way for the first time: that reply may have been
 * written before what was just told, and is not called off, so the next one is asked for when it is there.
 */
export function askAgain(queries: QueryClient, queryKey: QueryKey): void {
  for (const query of queries.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' }))
    if (query.state.data === undefined && !waiting.has(query)) {
      waiting.add(query);
      void query
        .fetch()
        .then(() => queries.invalidateQueries({ queryKey: query.queryKey }))
        // Why it failed is said where it is shown.
        .catch(() => undefined)
        .finally(() => waiting.delete(query));
    }
  void queries.invalidateQueries({ queryKey });
}
