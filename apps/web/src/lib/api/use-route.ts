'use client';
import type { CallInput, CallOutput } from '@overmind/client/http';
import type { AnyRoute } from '@overmind/contracts/routes/route';
import {
  type DefaultError,
  type QueryKey,
  queryOptions,
  type UseMutationOptions,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
} from '@tanstack/react-query';
import { api, newIdempotencyKey } from './client.ts';
import { isCode } from './error-words.ts';

interface ReadOptions {
  enabled?: boolean;
  staleTime?: number;
}

export const routeKey = (route: AnyRoute, input: { params?: unknown; query?: unknown } = {}): QueryKey => [
  route.id,
  ...(input.params === undefined ? [] : [input.params]),
  ...(input.query === undefined ? [] : [input.query]),
];

export const routeOptions = <T extends AnyRoute>(route: T, input: CallInput<T>) =>
  queryOptions({
    queryKey: routeKey(route, input as { params?: unknown; query?: unknown }),
    queryFn: ({ signal }): Promise<CallOutput<T>> => api.call(route, { ...input, signal }),
  });

/** What a GET route answers, from the cache where it is there. */
export const useRoute = <T extends AnyRoute>(
  route: T,
  input: CallInput<T>,
  options: ReadOptions = {},
): UseQueryResult<CallOutput<T>> => useQuery({ ...routeOptions(route, input), ...options });

type SendOptions<T extends AnyRoute> = Omit<
  UseMutationOptions<CallOutput<T>, DefaultError, CallInput<T>>,
  'mutationFn'
>;

/** An unsafe call. One key for all tries of it, so that a lost answer never makes it happen twice. */
export const useSend = <T extends AnyRoute>(
  route: T,
  options: SendOptions<T> = {},
): UseMutationResult<CallOutput<T>, DefaultError, CallInput<T>> =>
  useMutation({ ...options, mutationFn: (input) => sendOnce(route, input) });

export async function sendOnce<T extends AnyRoute>(
  route: T,
  input: CallInput<T>,
  client = api,
): Promise<CallOutput<T>> {
  const call = { ...input, idempotencyKey: newIdempotencyKey() };
  try {
    return await client.call(route, call);
  } catch (error) {
    if (!isCode(error, 'unavailable')) throw error;
    await new Promise((resolve) => setTimeout(resolve, 700));
    return client.call(route, call);
  }
}
