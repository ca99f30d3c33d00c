'use client';
import type { PersonaVersion } from '@overmind/contracts/entities/persona';
import type { Page } from '@overmind/contracts/entities/primitives';
import {
  deletePersona,
  listPersonas,
  listPersonaVersions,
  putPersona,
  resetPersona,
} from '@overmind/contracts/routes/personas';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useProjectScope } from '#features/project/project-context.tsx';
import { api } from '#lib/api/client.ts';
import { errorWords } from '#lib/api/error-words.ts';
import { routeKey, useRoute, useSend } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';
import { personas as text } from '#text/personas.ts';

/** Who can take part in discussions of the project. */
export function usePersonas() {
  const { projectId } = useProjectScope();
  return useRoute(listPersonas, { params: { id: projectId } });
}

const pageSize = 20;

/** Versions of a persona, newest first, a page at a time. */
export function usePersonaVersions(key: string) {
  const { projectId } = useProjectScope();
  const params = { id: projectId, key };
  const pages = useInfiniteQuery({
    queryKey: [...routeKey(listPersonaVersions, { params }), 'pages'],
    queryFn: ({ pageParam, signal }): Promise<Page<PersonaVersion>> =>
      api.call(listPersonaVersions, {
        params,
        query: { limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  return { ...pages, versions: pages.data?.pages.flatMap(({ items }) => items) ?? [] };
}

/** What people do with a persona. A failed save is told where it was asked for. */
export function usePersonaActs() {
  const queries = useQueryClient();
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: routeKey(listPersonas) });
    void queries.invalidateQueries({ queryKey: routeKey(listPersonaVersions) });
  };
  const done = (words: string) => ({
    onError: (error: unknown) => toast.error(text.failed, { description: errorWords(error) }),
    onSuccess: () => {
      toast.success(words);
      refresh();
    },
  });
  return {
    save: useSend(putPersona, {
      onSuccess: ({ version }) => {
        toast.success(version === 1 ? text.created : text.saved(version));
        refresh();
      },
      // Where somebody else was faster, the next try is based on what they saved.
      onError: refresh,
    }),
    reset: useSend(resetPersona, done(text.resetDone)),
    remove: useSend(deletePersona, done(text.removed)),
  };
}
export type PersonaActs = ReturnType<typeof usePersonaActs>;
