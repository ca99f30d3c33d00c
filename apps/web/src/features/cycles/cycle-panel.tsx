'use client';
import type { Cycle } from '@overmind/contracts/entities/cycle';
import { CircleCheck, CircleX, Loader2, ScanSearch } from 'lucide-react';
import Link from 'next/link';
import { ErrorState } from '#components/notice.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { Badge, Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { useMay, useProjectScope } from '#features/project/project-context.tsx';
import { useOverlays } from '#features/shell/overlay-store.ts';
import { projectPath } from '#lib/route-ids.ts';
import { duration } from '#lib/time.ts';
import { countWords, cycleTriggers, cycles as text } from '#text/cycles.ts';
import { cycleWords, dashboard } from '#text/dashboard.ts';
import { CycleSteps } from './cycle-steps.tsx';
import { isCycleOver, useCycles, useRunCycle } from './use-cycles.ts';

/** How the cycle goes that runs now, and how the last ones went. */
export function CyclePanel({ onClose }: { onClose(): void }) {
  const { cycles, live, isPending, error, refetch } = useCycles();
  const isRunning = live !== null && !isCycleOver(live);
  return (
    <div className="text-sm">
      {isRunning ? (
        <section aria-label={text.current} className="border-b p-3">
          <h2 className="mb-2 flex items-center gap-2 font-semibold">
            {text.current}
            <span className="font-normal text-ink-2 text-xs">{cycleWords[live.state]}</span>
          </h2>
          <CycleSteps cycle={live} />
        </section>
      ) : null}
      <Actions isRunning={isRunning} onClose={onClose} />
      {isPending ? <Skeleton className="m-3 h-24" /> : null}
      {error === null ? null : <ErrorState error={error} onRetry={() => void refetch()} />}
      {!isPending && error === null && cycles.length === 0 ? (
        <p className="p-3 text-ink-2">{text.none}</p>
      ) : null}
      <ul aria-label={text.history} className="divide-y">
        {cycles.map((cycle) => (
          <CycleRow key={cycle.id} cycle={cycle} onClose={onClose} />
        ))}
      </ul>
    </div>
  );
}

function Actions({ isRunning, onClose }: { isRunning: boolean; onClose(): void }) {
  const mayRun = useMay('operator');
  const open = useOverlays((state) => state.open);
  const cycle = useRunCycle();
  return (
    <div className="flex flex-wrap items-center gap-2 border-b p-2">
      <Button
        size="sm"
        look="primary"
        disabled={!mayRun || isRunning}
        isBusy={cycle.isPending}
        onClick={() => cycle.run()}
      >
        {dashboard.run}
      </Button>
      <Button
        size="sm"
        disabled={!mayRun || isRunning}
        title={text.runFullHint}
        onClick={() => cycle.run('full')}
      >
        {text.runFull}
      </Button>
      <Button
        size="sm"
        look="quiet"
        className="ml-auto"
        onClick={() => {
          onClose();
          open('preview');
        }}
      >
        <ScanSearch aria-hidden />
        {text.preview}
      </Button>
    </div>
  );
}

function CycleRow({ cycle, onClose }: { cycle: Cycle; onClose(): void }) {
  const { projectId } = useProjectScope();
  const version = cycle.counts.state_version;
  const counts = countWords(cycle.counts);
  return (
    <li className="px-3 py-2">
      <p className="flex items-center gap-2">
        <CycleMark state={cycle.state} />
        <span className="font-medium first-letter:uppercase">{cycleTriggers[cycle.trigger]}</span>
        {cycle.mode === 'full' ? <Badge>{text.full}</Badge> : null}
        <span className="ml-auto flex items-center gap-2 text-ink-3 text-xs tabular-nums">
          {tookMs(cycle) === null ? null : <span>{duration(tookMs(cycle) ?? 0)}</span>}
          <TimeAgo iso={cycle.started_at ?? cycle.created_at} />
        </span>
      </p>
      <p className="mt-0.5 flex flex-wrap items-center gap-x-2 pl-6 text-ink-2 text-xs">
        <span>{counts === '' ? text.nothing : counts}</span>
        {version === null ? null : (
          <Link
            href={`${projectPath(projectId, 'state')}?version=${version}`}
            onClick={onClose}
            className="text-accent underline underline-offset-2"
          >
            {text.state(version)}
          </Link>
        )}
      </p>
      {cycle.error === null ? null : (
        <p className="mt-1 ml-6 rounded bg-failed-soft px-2 py-1 text-failed text-xs [overflow-wrap:anywhere]">
          {cycle.error}
        </p>
      )}
    </li>
  );
}

function tookMs(cycle: Cycle): number | null {
  return cycle.started_at === null || cycle.finished_at === null
    ? null
    : Math.max(0, Date.parse(cycle.finished_at) - Date.parse(cycle.started_at));
}

function CycleMark({ state }: { state: Cycle['state'] }) {
  const words = <span className="sr-only">{cycleWords[state]}</span>;
  if (state === 'cycle.failed')
    return (
      <span className="text-failed">
        <CircleX className="size-4" aria-hidden />
        {words}
      </span>
    );
  if (state === 'cycle.completed')
    return (
      <span className="text-done">
        <CircleCheck className="size-4" aria-hidden />
        {words}
      </span>
    );
  return (
    <span className="text-running">
      <Loader2 className="size-4 animate-spin" aria-hidden />
      {words}
    </span>
  );
}
