'use client';
import { listModelCalls } from '@overmind/contracts/routes/model-calls';
import { X } from 'lucide-react';
import { useState } from 'react';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Drawer } from '#components/ui/drawer.tsx';
import { CallRow } from '#features/model-calls/call-row.tsx';
import { FoundCall } from '#features/model-calls/found-call.tsx';
import { useRoute } from '#lib/api/use-route.ts';
import { common } from '#text/common.ts';
import { modelCalls as calls } from '#text/model-calls.ts';
import { turnCalls as text } from '#text/turn-calls.ts';

interface TurnCallDrawerProps {
  projectId: string;
  discussionId: string;
  turn: number;
  onClose(): void;
}

/** The calls for a turn with the router's reasons; of several one is chosen first. */
export function TurnCallDrawer({ projectId, discussionId, turn, onClose }: TurnCallDrawerProps) {
  const query = { discussion: discussionId, turn };
  const found = useRoute(listModelCalls, { params: { id: projectId }, query }, { staleTime: 0 });
  const [chosen, setChosen] = useState<string | null>(null);
  const made = found.data?.items ?? [];
  const call = made.length === 1 ? made[0] : made.find(({ id }) => id === chosen);
  return (
    <Drawer isOpen onClose={onClose} label={text.title(turn)}>
      {call === undefined ? (
        <>
          <header className="flex items-center gap-3 border-b px-4 py-3">
            <h2 className="min-w-0 flex-1 font-semibold text-[16px]">{text.title(turn)}</h2>
            <Button look="quiet" size="icon" aria-label={common.close} onClick={onClose}>
              <X aria-hidden />
            </Button>
          </header>
          {found.isPending ? <Skeleton className="m-4 h-40" /> : null}
          {found.isError ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : null}
          {found.isSuccess && made.length === 0 ? (
            <EmptyState icon={X} title={calls.goneTitle} hint={calls.goneHint} />
          ) : null}
          <ul aria-label={calls.title} className="divide-y overflow-y-auto">
            {made.map((each) => (
              <li key={each.id}>
                <CallRow call={each} onOpen={() => setChosen(each.id)} />
              </li>
            ))}
          </ul>
        </>
      ) : (
        <FoundCall
          projectId={projectId}
          id={call.id}
          onClose={made.length === 1 ? onClose : () => setChosen(null)}
        />
      )}
    </Drawer>
  );
}
