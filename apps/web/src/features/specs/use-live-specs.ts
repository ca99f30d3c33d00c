'use client';
import type { Spec } from '@overmind/contracts/entities/spec';
import { getSpec, getSpecPhase, listSpecPhaseVersions } from '@overmind/contracts/routes/specs';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useProjectScope } from '#features/project/project-context.tsx';
import { routeKey } from '#lib/api/use-route.ts';
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
          if (id === null || own.length === 0) return;
          // The patches are built from the schema that this name stands for.
          const patch = Object.assign({}, ...own.map(({ entity }) => entity.patch)) as Partial<Spec>;
          queries.setQueryData<Spec>(
            routeKey(getSpec, { params: { id } }),
            (known) => known && { ...known, ...patch },
          );
          for (const route of [getSpecPhase, listSpecPhaseVersions])
            void queries.invalidateQueries({ queryKey: routeKey(route, { params: { id } }) });
        },
        onResync: () => {
          refreshSpecs(queries);
          if (id !== null) refreshSpec(queries, id);
        },
      }),
    [connection, queries, id],
  );
}
