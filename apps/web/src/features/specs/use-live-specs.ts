'use client';
import type { RealtimeEvent } from '@overmind/contracts/entities/event';
import type { Spec } from '@overmind/contracts/entities/spec';
import { getSpec, getSpecPhase, listSpecPhaseVersions } from '@overmind/contracts/routes/specs';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useProjectScope } from '#features/project/project-context.tsx';
import { routeKey } from '#lib/api/use-route.ts';
import { askAgain } from '#lib/live/ask-again.ts';
import { refreshSpec, refreshSpecs } from './use-specs.ts';

/** Keeps lists, and the spec that is on screen, true to what has happened. */
export function useLiveSpecs(id: string | null = null): void {
  const { connection } = useProjectScope();
  const queries = useQueryClient();
  useEffect(
    () =>
      connection.watch({
        onEvents: (events) => {
          const told = events.filter(({ type }) => type === 'spec.created' || type === 'spec.updated');
          if (told.length > 0) refreshSpecs(queries);
          const own = told.filter(({ entity }) => entity.id === id);
          if (id !== null && own.length > 0) applyToSpec(queries, id, own);
        },
        onResync: () => {
          refreshSpecs(queries);
          if (id !== null) refreshSpec(queries, id);
        },
      }),
    [connection, queries, id],
  );
}

/** A reply that is on its way may have been written before what these tell: it is asked for again. */
export function applyToSpec(queries: QueryClient, id: string, events: readonly RealtimeEvent[]): void {
  const queryKey = routeKey(getSpec, { params: { id } });
  // The patches are built from the schema that this name stands for.
  const patch = Object.assign({}, ...events.map(({ entity }) => entity.patch)) as Partial<Spec>;
  queries.setQueryData<Spec>(queryKey, (known) => known && { ...known, ...patch });
  if (queries.isFetching({ queryKey }) > 0) askAgain(queries, queryKey);
  for (const route of [getSpecPhase, listSpecPhaseVersions])
    askAgain(queries, routeKey(route, { params: { id } }));
}
