'use client';
import type { ListedCall } from '@overmind/contracts/entities/model-call';
import {
  getCallOfNoProject,
  getModelCall,
  listCallsOfNoProject,
  listModelCalls,
} from '@overmind/contracts/routes/model-calls';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '#lib/api/client.ts';
import { routeKey, routeOptions, useRoute } from '#lib/api/use-route.ts';

const pageSize = 50;

interface Filter {
  provider?: string;
  /** As provider/model. */
  model?: string;
  status?: ListedCall['status'];
  /** First and last day, in UTC. */
  from?: string;
  to?: string;
}
interface OfProject extends Filter {
  projectId: string;
  agent?: string;
  task?: string;
  run?: string;
  /** By name, of who speaks in a discussion. */
  persona?: string;
}
interface OfNoProject extends Filter {
  projectId: null;
}

/** Whose calls: those of a project, of one task or run of it, or with null those that belong to none. */
export type CallsOf = OfProject | OfNoProject;

/** The list as a route, with all but the page that is asked for. */
function listOf(of: CallsOf) {
  if (of.projectId === null) {
    const { projectId: _, ...query } = of;
    return { key: routeKey(listCallsOfNoProject, { query }), query, params: null };
  }
  const { projectId, ...query } = of;
  const params = { id: projectId };
  return { key: routeKey(listModelCalls, { params, query }), query, params };
}

type List = ReturnType<typeof listOf>;

function loadPage(list: List, cursor: string | null, signal: AbortSignal) {
  const page = { limit: pageSize, ...(cursor === null ? {} : { cursor }) };
  const { params } = list;
  return params === null
    ? api.call(listCallsOfNoProject, { query: { ...page, ...list.query }, signal })
    : api.call(listModelCalls, { params, query: { ...page, ...list.query }, signal });
}

/** Calls in the ledger, newest first, a page at a time. */
export function useModelCalls(of: CallsOf) {
  const list = listOf(of);
  const pages = useInfiniteQuery({
    queryKey: [...list.key, 'pages'],
    queryFn: ({ pageParam, signal }) => loadPage(list, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    staleTime: 0,
  });
  return { ...pages, calls: pages.data?.pages.flatMap(({ items }) => items) ?? [] };
}

/** Whether there is any, to know if they are worth a place on the page. */
export function useHasModelCalls({ projectId, ...of }: OfProject): boolean {
  const query = { limit: 1, ...of };
  return (useRoute(listModelCalls, { params: { id: projectId }, query }).data?.items.length ?? 0) > 0;
}

/** All that the ledger knows of one call; null for one that belongs to no project. */
export function useModelCall(projectId: string | null, id: string) {
  const ofProject = useQuery({
    ...routeOptions(getModelCall, { params: { id: projectId ?? '', call_id: id } }),
    enabled: projectId !== null,
  });
  const ofNone = useQuery({
    ...routeOptions(getCallOfNoProject, { params: { call_id: id } }),
    enabled: projectId === null,
  });
  return projectId === null ? ofNone : ofProject;
}
