'use client';
import type { ModelPull } from '@overmind/contracts/entities/model-pull';
import {
  cancelModelPull,
  createModelPull,
  listInstalledModels,
  listModelPulls,
} from '@overmind/contracts/routes/models';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useProjects } from '#features/projects/use-projects.ts';
import { errorWords } from '#lib/api/error-words.ts';
import { routeKey, routeOptions, useRoute, useSend } from '#lib/api/use-route.ts';
import { watchPulls } from '#lib/live/pull-watch.ts';
import { toast } from '#lib/toast.ts';
import { refreshProviders } from '../use-providers.ts';

const askAgainMs = 1_500;

export const isGoingOn = ({ status }: ModelPull): boolean => status === 'queued' || status === 'running';

export const useInstalledModels = (provider: string) =>
  useRoute(listInstalledModels, { params: { provider } }, { staleTime: 0 });

/**
 * Downloads, newest first, kept true by the socket of a project. Where there is no project yet there is no socket: a
 * download that goes on is asked for again and again then.
 */
export function usePulls(provider: string) {
  const queries = useQueryClient();
  const projects = useProjects().data?.items;
  const projectId = projects?.[0]?.id;
  const found = useQuery({
    ...routeOptions(listModelPulls, { params: { provider } }),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      projects?.length === 0 && state.data?.items.some(isGoingOn) === true ? askAgainMs : false,
  });
  useEffect(
    () => (projectId === undefined ? undefined : watchPulls(projectId, queries)),
    [projectId, queries],
  );
  const completed = found.data?.items.filter(({ status }) => status === 'completed').length;
  // What has come is installed now, and can be called.
  useEffect(() => {
    if (completed === undefined) return;
    void queries.invalidateQueries({ queryKey: routeKey(listInstalledModels, { params: { provider } }) });
    void refreshProviders(queries);
  }, [completed, provider, queries]);
  return found;
}

export function usePullActs(provider: string) {
  const queries = useQueryClient();
  const onSuccess = () =>
    queries.invalidateQueries({ queryKey: routeKey(listModelPulls, { params: { provider } }) });
  const onError = (error: unknown) => toast.error(errorWords(error));
  return {
    begin: useSend(createModelPull, { onSuccess }),
    cancel: useSend(cancelModelPull, { onSuccess, onError }),
  };
}
