'use client';
import type { Runner } from '@overmind/contracts/entities/runner';
import {
  createRunner,
  listRunners,
  listWorkspaces,
  pruneWorkspaces,
  revokeRunner,
  updateRunner,
} from '@overmind/contracts/routes/runners';
import { getStatus } from '@overmind/contracts/routes/system';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useProjects } from '#features/projects/use-projects.ts';
import { errorWords } from '#lib/api/error-words.ts';
import { routeKey, routeOptions, useRoute, useSend } from '#lib/api/use-route.ts';
import { putRunner, watchRunners } from '#lib/live/runner-watch.ts';
import { sizeWords } from '#lib/numbers.ts';
import { toast } from '#lib/toast.ts';
import { runners as text } from '#text/runners.ts';

/** All runners, kept true by the socket of a project and fetched anew when the person comes back. */
export function useRunners() {
  const queries = useQueryClient();
  const found = useQuery({
    ...routeOptions(listRunners, {}),
    ...{ staleTime: 0, refetchOnWindowFocus: 'always' as const, refetchOnReconnect: 'always' as const },
  });
  const projectId = useProjects().data?.items[0]?.id;
  useEffect(
    () => (projectId === undefined ? undefined : watchRunners(projectId, queries)),
    [projectId, queries],
  );
  return found;
}

export const useServerVersion = (): string | undefined =>
  useRoute(getStatus, {}, { staleTime: 5 * 60_000 }).data?.version;

const complain = (error: unknown): void => toast.error(errorWords(error));

export function useRunnerActs(runner: Runner) {
  const queries = useQueryClient();
  const params = { id: runner.id };
  const update = useSend(updateRunner, {
    onError: complain,
    onSuccess: (changed) => putRunner(queries, changed),
  });
  const revoke = useSend(revokeRunner, {
    onSuccess: () => queries.invalidateQueries({ queryKey: routeKey(listRunners) }),
  });
  return {
    isUpdating: update.isPending,
    drain: (isDraining: boolean) => update.mutate({ params, body: { is_draining: isDraining } }),
    label: (labels: string[], onDone: () => void) =>
      update.mutate({ params, body: { labels } }, { onSuccess: onDone }),
    revoke: () => revoke.mutateAsync({ params }),
    isRevoking: revoke.isPending,
    revokeError: revoke.error,
  };
}

export function useAddRunner() {
  const queries = useQueryClient();
  return useSend(createRunner, {
    onSuccess: ({ runner }) => putRunner(queries, runner),
  });
}

export function useWorkspaces(runner: Runner, isWanted: boolean) {
  const queries = useQueryClient();
  const params = { id: runner.id };
  const report = useRoute(listWorkspaces, { params }, { enabled: isWanted, staleTime: 0 });
  const prune = useSend(pruneWorkspaces, {
    onError: complain,
    onSuccess: ({ removed, freed_bytes: freed }) => {
      toast.success(text.pruned(removed, sizeWords(freed)));
      return queries.invalidateQueries({ queryKey: routeKey(listWorkspaces, { params }) });
    },
  });
  return {
    report,
    isPruning: prune.isPending,
    prune: (runIds: string[] | null, withCaches: boolean) =>
      prune.mutate({ params, body: { run_ids: runIds, with_caches: withCaches } }),
  };
}
