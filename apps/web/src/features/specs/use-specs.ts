'use client';
import type { Page } from '@overmind/contracts/entities/primitives';
import type {
  Spec,
  SpecPhaseChange,
  SpecPhaseName,
  SpecPhaseVersionLine,
  SpecStatus,
} from '@overmind/contracts/entities/spec';
import * as routes from '@overmind/contracts/routes/specs';
import { keepPreviousData, type QueryClient, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useProjectScope } from '#features/project/project-context.tsx';
import { api } from '#lib/api/client.ts';
import { errorWords, isCode } from '#lib/api/error-words.ts';
import { routeKey, useRoute, useSend } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';
import { phaseNames, phase as phaseText, spec as text } from '#text/specs.ts';

const pageSize = 30;

/** Specs of the project, newest first, a page at a time. */
export function useSpecs(status: SpecStatus | null, isArchived: boolean) {
  const { projectId } = useProjectScope();
  const params = { id: projectId };
  const query = {
    ...(status === null ? {} : { status }),
    archived: isArchived ? ('true' as const) : ('false' as const),
  };
  const pages = useInfiniteQuery({
    queryKey: [...routeKey(routes.listSpecs, { params, query }), 'pages'],
    queryFn: ({ pageParam, signal }): Promise<Page<Spec>> =>
      api.call(routes.listSpecs, {
        params,
        query: { limit: pageSize, ...query, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  return { ...pages, specs: pages.data?.pages.flatMap(({ items }) => items) ?? [] };
}

/** Events keep both true while they are on screen; what was kept from an earlier visit is looked at again. */
export const useSpec = (id: string) => useRoute(routes.getSpec, { params: { id } }, { staleTime: 0 });
export const useSpecPhase = (id: string, phase: SpecPhaseName) =>
  useRoute(routes.getSpecPhase, { params: { id, phase } }, { staleTime: 0 });

export function useSpecPhaseVersions(id: string, phase: SpecPhaseName) {
  const params = { id, phase };
  const pages = useInfiniteQuery({
    queryKey: [...routeKey(routes.listSpecPhaseVersions, { params }), 'pages'],
    queryFn: ({ pageParam, signal }): Promise<Page<SpecPhaseVersionLine>> =>
      api.call(routes.listSpecPhaseVersions, {
        params,
        query: { limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    staleTime: 0,
  });
  return { ...pages, versions: pages.data?.pages.flatMap(({ items }) => items) ?? [] };
}

export const refreshSpecs = (queries: QueryClient): void =>
  void queries.invalidateQueries({ queryKey: routeKey(routes.listSpecs) });

/** Everything of a spec is asked for again. */
export function refreshSpec(queries: QueryClient, id: string): void {
  for (const route of [routes.getSpec, routes.getSpecPhase, routes.listSpecPhaseVersions])
    void queries.invalidateQueries({ queryKey: routeKey(route, { params: { id } }) });
}

function putChange(queries: QueryClient, { spec, phase }: SpecPhaseChange): void {
  const { id } = spec;
  queries.setQueryData(routeKey(routes.getSpec, { params: { id } }), spec);
  queries.setQueryData(routeKey(routes.getSpecPhase, { params: { id, phase: phase.phase } }), phase);
  refreshSpecs(queries);
  refreshSpec(queries, id);
}

/** What people do with a spec. A failed save is told where it was asked for. */
export function useSpecActs(id: string) {
  const queries = useQueryClient();
  const done = (words: (change: SpecPhaseChange) => string) => (change: SpecPhaseChange) => {
    putChange(queries, change);
    const { reopened } = change;
    toast.success(words(change), reopened.length === 0 ? {} : { description: text.reopened(reopened) });
  };
  const onError = (error: unknown) => {
    toast.error(text.failed, { description: errorWords(error) });
    refreshSpec(queries, id);
  };
  const moved = (words: (key: string) => string) => (spec: Spec) => {
    queries.setQueryData(routeKey(routes.getSpec, { params: { id } }), spec);
    refreshSpecs(queries);
    toast.success(words(spec.key));
  };
  return {
    save: useSend(routes.putSpecPhase, {
      onSuccess: done(({ phase }) => phaseText.saved(phase.version)),
      // Where somebody else was faster, what they wrote is shown.
      onError: (error) => {
        if (isCode(error, 'version_mismatch')) refreshSpec(queries, id);
      },
    }),
    approve: useSend(routes.approveSpecPhase, {
      onSuccess: done(({ phase, notice }) => {
        const name = phaseNames[phase.phase];
        return notice === undefined ? phaseText.approved(name) : phaseText.approvedUnchanged(name);
      }),
      onError,
    }),
    reject: useSend(routes.rejectSpecPhase, {
      ...{ onSuccess: done(({ phase }) => phaseText.rejected(phaseNames[phase.phase])), onError },
    }),
    update: useSend(routes.updateSpec, {
      onSuccess: (spec) => {
        queries.setQueryData(routeKey(routes.getSpec, { params: { id } }), spec);
        refreshSpecs(queries);
      },
      onError: () => refreshSpec(queries, id),
    }),
    archive: useSend(routes.archiveSpec, { onSuccess: moved(text.archivedToast), onError }),
    unarchive: useSend(routes.unarchiveSpec, { onSuccess: moved(text.unarchivedToast), onError }),
  };
}
export type SpecActs = ReturnType<typeof useSpecActs>;
