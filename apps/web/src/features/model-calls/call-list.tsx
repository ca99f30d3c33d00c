'use client';
import { ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Drawer } from '#components/ui/drawer.tsx';
import { useSearchParam } from '#lib/search-param.ts';
import { modelCalls as text } from '#text/model-calls.ts';
import { CallRow } from './call-row.tsx';
import { FoundCall } from './found-call.tsx';
import { type CallsOf, useModelCalls } from './use-model-calls.ts';

/** Calls of models, newest first; the one that the address names with `?call=` is open beside them. */
export function CallList({ of }: { of: CallsOf }) {
  const found = useModelCalls(of);
  const [callId, setCallId] = useSearchParam('call');
  const { calls } = found;
  const close = () => setCallId(null);
  return (
    <>
      {found.isPending ? <Skeleton className="h-40" /> : null}
      {found.isError && calls.length === 0 ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : null}
      {found.isSuccess && calls.length === 0 ? <p className="text-ink-2 text-sm">{text.empty}</p> : null}
      {calls.length > 0 ? (
        <ul aria-label={text.title} className="divide-y overflow-hidden rounded-card border bg-raised">
          {calls.map((call) => (
            <li key={call.id}>
              <CallRow call={call} onOpen={() => setCallId(call.id)} />
            </li>
          ))}
        </ul>
      ) : null}
      {found.hasNextPage ? (
        <Button className="mt-3" isBusy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {text.more}
        </Button>
      ) : null}
      {callId === null ? null : (
        <Drawer isOpen onClose={close} label={text.region}>
          <FoundCall projectId={of.projectId} id={callId} onClose={close} />
        </Drawer>
      )}
    </>
  );
}
