'use client';
import type { Provider } from '@overmind/contracts/entities/provider';
import { listModels, testProvider } from '@overmind/contracts/routes/models';
import {
  deleteProvider,
  deleteProviderKey,
  listProviders,
  putProvider,
  putProviderKey,
  rotateMasterKey,
  updateProvider,
} from '@overmind/contracts/routes/providers';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { errorWords, isCode } from '#lib/api/error-words.ts';
import { routeKey, routeOptions, useSend } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';
import { masterKey, providers as text } from '#text/providers.ts';

/** All providers; how they are may have changed while the person was away. */
export const useProviders = () =>
  useQuery({
    ...routeOptions(listProviders, {}),
    ...{ staleTime: 0, refetchOnWindowFocus: 'always' as const, refetchOnReconnect: 'always' as const },
  });

/** What a change of a provider makes old: itself, and the models that it offers. */
export const refreshProviders = (queries: QueryClient) =>
  Promise.all([
    queries.invalidateQueries({ queryKey: routeKey(listProviders) }),
    queries.invalidateQueries({ queryKey: routeKey(listModels) }),
  ]);

export const saveProblem = (error: unknown): unknown =>
  isCode(error, 'version_mismatch') ? text.stale : error;

/** What people do with one provider. */
export function useProviderActs() {
  const queries = useQueryClient();
  const onSuccess = () => refreshProviders(queries);
  const onError = (error: unknown) => {
    const words = saveProblem(error);
    toast.error(typeof words === 'string' ? words : errorWords(words));
    void refreshProviders(queries);
  };
  return {
    put: useSend(putProvider, { onSuccess }),
    putKey: useSend(putProviderKey, { onSuccess }),
    remove: useSend(deleteProvider, { onSuccess, onError }),
    removeKey: useSend(deleteProviderKey, { onSuccess, onError }),
    enable: useSend(updateProvider, { onSuccess, onError }),
    test: useSend(testProvider, { onSuccess, onError }),
  };
}

export const useRotation = () =>
  useSend(rotateMasterKey, {
    onSuccess: ({ resealed }) => void toast.success(masterKey.rotated(resealed)),
    onError: (error) => void toast.error(errorWords(error)),
  });

/** A key is needed by the clouds of others; a server of one's own may do without. */
export const needsKey = ({ kind }: Provider): boolean => kind !== 'ollama' && kind !== 'openai_compatible';

/** It is turned on and nothing that it needs is missing, as far as this person is told. */
export const isReady = (provider: Provider): boolean =>
  provider.is_enabled && (!needsKey(provider) || provider.key === null || provider.key.is_set);
