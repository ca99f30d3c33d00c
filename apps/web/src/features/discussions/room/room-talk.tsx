'use client';
import type { DiscussionDetail } from '@overmind/contracts/entities/discussion-room';
import { MessagesSquare } from 'lucide-react';
import { useMemo } from 'react';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { useMay } from '#features/project/project-context.tsx';
import { room as text } from '#text/discussions.ts';
import { type LiveTurns, speakingNow } from '../live/live-turns.ts';
import { logEntries } from '../said/log-entries.ts';
import { LogList } from '../said/log-list.tsx';
import { type DiscussionActs, useSaid } from '../use-discussion.ts';
import { RoomComposer } from './room-composer.tsx';

const nobody: LiveTurns = new Map();

interface RoomTalkProps {
  discussion: DiscussionDetail;
  live: LiveTurns;
  acts: DiscussionActs;
}

/** Everything that was said, who speaks now, and the place to join in. */
export function RoomTalk({ discussion, live, acts }: RoomTalkProps) {
  const { id, turns, asked, ended_at: endedAt } = discussion;
  const mayTalk = useMay('operator');
  const said = useSaid(id);
  const { messages, hasNextPage, isFetchingNextPage, fetchNextPage } = said;
  const shown = useMemo(() => (endedAt === null ? speakingNow(live, turns) : nobody), [live, turns, endedAt]);
  const isAskedBelow = mayTalk && endedAt === null && asked.length > 0;
  const entries = useMemo(
    () => logEntries({ messages, turns, live: shown, isWhole: !hasNextPage, isAskedBelow }),
    [messages, turns, shown, hasNextPage, isAskedBelow],
  );
  if (said.isError && messages.length === 0)
    return <ErrorState error={said.error} onRetry={() => void said.refetch()} className="flex-1" />;
  return (
    <>
      {said.isPending ? <Skeleton className="m-4 h-48" /> : null}
      {entries.length === 0 ? (
        <Silence isPending={said.isPending} isOver={endedAt !== null} />
      ) : (
        <LogList
          entries={entries}
          isLive={endedAt === null}
          onNearStart={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined}
        />
      )}
      <Foot discussion={discussion} acts={acts} />
    </>
  );
}

function Silence({ isPending, isOver }: { isPending: boolean; isOver: boolean }) {
  if (isPending) return <div className="flex-1" />;
  return (
    <EmptyState
      icon={MessagesSquare}
      title={text.nothingSaid}
      hint={isOver ? '' : text.starting}
      className="flex-1"
    />
  );
}

function Foot({ discussion, acts }: Pick<RoomTalkProps, 'discussion' | 'acts'>) {
  const mayTalk = useMay('operator');
  if (discussion.ended_at === null && mayTalk) return <RoomComposer discussion={discussion} acts={acts} />;
  return (
    <p className="border-t px-3 py-2 text-ink-2 text-xs">
      {discussion.ended_at === null ? text.viewerOnly : text.overOnly}
    </p>
  );
}
