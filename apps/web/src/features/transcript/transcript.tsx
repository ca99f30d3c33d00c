'use client';
import type { Run } from '@overmind/contracts/entities/run';
import { MessagesSquare, RefreshCw } from 'lucide-react';
import { useMemo } from 'react';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { isLiveRun } from '#lib/live/reduce.ts';
import { common } from '#text/common.ts';
import { transcript as text } from '#text/transcript.ts';
import { type Plan, PlanPanel } from './plan-panel.tsx';
import { TranscriptList } from './transcript-list.tsx';
import { Unfolded, UnfoldedContext } from './unfolded.ts';
import { useTranscript } from './use-transcript.ts';

interface TranscriptProps {
  run: Run;
  onConsole(): void;
}

/** The session of a run's coding agent, as it was or as it goes on. */
export function Transcript({ run, onConsole }: TranscriptProps) {
  const { log, entries, status, retry } = useTranscript(run);
  const unfolded = useMemo(() => new Unfolded(), []);
  const isLive = isLiveRun(run);
  const plan = entries.findLast((entry): entry is Plan => entry.kind === 'plan');
  const shown = useMemo(
    () => (isLive ? entries.filter((entry) => entry.kind !== 'plan') : entries),
    [entries, isLive],
  );
  if (entries.length === 0) {
    if (status === 'loading') return <Loading />;
    if (status !== 'ready') return <ErrorState error={status.error} onRetry={retry} className="flex-1" />;
    if (log.seq > 0) return <Loading />;
    return <Nothing isLive={isLive} onConsole={onConsole} />;
  }
  return (
    <UnfoldedContext value={unfolded}>
      {status === 'loading' && run.transcript_seq > log.seq ? (
        <p role="status" className="shrink-0 border-b px-3 py-1 text-ink-3 text-xs tabular-nums">
          {text.loading(Math.floor((log.seq / run.transcript_seq) * 100))}
        </p>
      ) : null}
      <div className="flex min-h-0 flex-1 flex-col lg:flex-row">
        <TranscriptList entries={shown} tookMs={log.tookMs} isLive={isLive} />
        {isLive && plan !== undefined && plan.items.length > 0 ? <PlanPanel plan={plan} /> : null}
      </div>
      {typeof status === 'object' ? (
        <p role="alert" className="flex shrink-0 items-center gap-2 border-t px-3 py-1 text-failed text-sm">
          {text.behind}
          <Button size="sm" onClick={retry}>
            <RefreshCw aria-hidden />
            {common.tryAgain}
          </Button>
        </p>
      ) : null}
    </UnfoldedContext>
  );
}

const Loading = () => (
  <div className="mx-auto w-full max-w-4xl space-y-3 p-4" role="status" aria-label={common.loading}>
    <Skeleton className="h-16 w-3/4" />
    <Skeleton className="h-9" />
    <Skeleton className="h-9" />
    <Skeleton className="h-24 w-2/3" />
  </div>
);

const Nothing = ({ isLive, onConsole }: { isLive: boolean; onConsole(): void }) => (
  <EmptyState
    icon={MessagesSquare}
    title={isLive ? text.emptyLiveTitle : text.emptyEndedTitle}
    hint={isLive ? text.emptyLiveHint : text.emptyEndedHint}
    action={<Button onClick={onConsole}>{text.toConsole}</Button>}
    className="flex-1"
  />
);
