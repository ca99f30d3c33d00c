'use client';
import { listSessions, revokeSession } from '@overmind/contracts/routes/auth';
import { useQueryClient } from '@tanstack/react-query';
import { ErrorState } from '#components/notice.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { Badge, Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { errorWords } from '#lib/api/error-words.ts';
import { routeKey, useRoute, useSend } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';
import { settings as text } from '#text/settings.ts';
import { browserName } from './browser-name.ts';

export function SessionList() {
  const sessions = useRoute(listSessions, {}, { staleTime: 0 });
  const queries = useQueryClient();
  const revoke = useSend(revokeSession, {
    onError: (error) => void toast.error(errorWords(error)),
    onSuccess: () => queries.invalidateQueries({ queryKey: routeKey(listSessions) }),
  });
  if (sessions.isPending) return <Skeleton className="h-20" />;
  if (sessions.isError) return <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />;
  return (
    <ul className="divide-y rounded-card border bg-surface">
      {sessions.data.items.map((session) => {
        const name = session.user_agent === null ? text.unknownDevice : browserName(session.user_agent);
        return (
          <li key={session.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-sm">
            <span className="font-medium" title={session.user_agent ?? undefined}>
              {name}
            </span>
            {session.is_current ? <Badge>{text.thisOne}</Badge> : null}
            <span className="ml-auto text-ink-3 text-xs">
              {text.lastSeen} <TimeAgo iso={session.last_seen_at} />
            </span>
            {session.is_current ? null : (
              <Button
                size="sm"
                aria-label={text.revokeSession(name)}
                onClick={() => revoke.mutate({ params: { id: session.id } })}
              >
                {text.revoke}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
