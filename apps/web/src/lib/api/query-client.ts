import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isCode } from './error-words.ts';

const mostRetries = 2;

/** Nothing polls: the socket patches what is cached, so data is fresh until an event says otherwise. */
export function makeQueryClient(onSignedOut: () => void): QueryClient {
  const watch = (error: unknown) => {
    if (isCode(error, 'unauthenticated')) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => isCode(error, 'unavailable') && failures < mostRetries,
      },
      mutations: { networkMode: 'always' },
    },
  });
}
