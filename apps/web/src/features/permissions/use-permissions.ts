'use client';
import type { Permission, PermissionDecision } from '@overmind/contracts/entities/permission';
import type { Run } from '@overmind/contracts/entities/run';
import { decideRunPermission, listRunPermissions } from '@overmind/contracts/routes/runs';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { errorWords, isCode } from '#lib/api/error-words.ts';
import { routeKey, useRoute, useSend } from '#lib/api/use-route.ts';
import { isLiveRun } from '#lib/live/reduce.ts';
import { putPermission } from '#lib/live/run-talk.ts';
import { toast } from '#lib/toast.ts';
import { permissions as text } from '#text/permissions.ts';

const none: Permission[] = [];

/** What the agent of a live run waits for, the oldest first. */
export function usePendingPermissions(run: Run): Permission[] {
  const isLive = isLiveRun(run);
  const mayAsk = isLive && run.executor === 'acp';
  const found = useRoute(listRunPermissions, { params: { id: run.id } }, { enabled: mayAsk, staleTime: 0 });
  if (!mayAsk) return none;
  return (found.data?.items ?? none)
    .filter((each) => each.status === 'pending')
    .sort((a, b) => (a.created_at < b.created_at ? -1 : 1));
}

/** The decision as it will stand in the request once it is confirmed. */
function decided(request: Permission, decision: PermissionDecision): Permission {
  const option =
    'option_id' in decision ? request.options.find(({ id }) => id === decision.option_id) : undefined;
  const allows = 'decision' in decision ? decision.decision === 'allow' : option?.kind.startsWith('allow');
  return { ...request, status: allows === true ? 'allowed' : 'denied', option_id: option?.id ?? null };
}

/** Answers a request: it goes at once; when someone was quicker, it says who and what. */
export function useDecidePermission(request: Permission) {
  const queries = useQueryClient();
  const send = useSend(decideRunPermission, {
    onSuccess: (permission) => putPermission(queries, permission),
    onError: (error) => void refused(queries, request, error),
  });
  return {
    isPending: send.isPending,
    decide: (decision: PermissionDecision) => {
      putPermission(queries, decided(request, decision));
      send.mutate({ params: { id: request.run_id, request_id: request.id }, body: decision });
    },
  };
}

async function refused(queries: QueryClient, request: Permission, error: unknown): Promise<void> {
  const key = routeKey(listRunPermissions, { params: { id: request.run_id } });
  if (!isCode(error, 'conflict') && !isCode(error, 'rule_violated')) {
    putPermission(queries, request);
    toast.error(errorWords(error));
    return;
  }
  await queries.invalidateQueries({ queryKey: key });
  const now = queries.getQueryData<{ items: Permission[] }>(key)?.items.find(({ id }) => id === request.id);
  toast(text.decidedBefore(text.status[now?.status ?? 'withdrawn']), { description: errorWords(error) });
}
