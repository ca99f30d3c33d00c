'use client';
import { Compass } from 'lucide-react';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Drawer } from '#components/ui/drawer.tsx';
import { useSearchParam } from '#lib/search-param.ts';
import { common } from '#text/common.ts';
import { modelCalls as text } from '#text/model-calls.ts';
import { CallPanel } from './call-panel.tsx';
import { CallRow } from './call-row.tsx';
import { type CallsOf, useFoundCall, useModelCalls } from './use-model-calls.ts';

/** Calls of models, newest first; the one that the address names with `?call=` is open beside them. */
export function CallList({ of }: { of: CallsOf }) {
  const found = useModelCalls(of);
  const [callId, setCallId] = useSearchParam('call');
  const shown = useFoundCall(found, callId);
  const { calls } = found;
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
      <OpenCall found={shown} onClose={() => setCallId(null)} />
    </>
  );
}

function OpenCall({ found, onClose }: { found: ReturnType<typeof useFoundCall>; onClose(): void }) {
  if (found === null) return null;
  return (
    <Drawer isOpen onClose={onClose} label={text.region}>
      {found === 'looking' ? <p className="p-4 text-ink-2 text-sm">{text.looking}</p> : null}
      {found === 'gone' ? (
        <EmptyState
          icon={Compass}
          title={text.goneTitle}
          hint={text.goneHint}
          action={<Button onClick={onClose}>{common.close}</Button>}
        />
      ) : null}
      {typeof found === 'object' ? <CallPanel call={found.call} onClose={onClose} /> : null}
    </Drawer>
  );
}
