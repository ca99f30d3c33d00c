'use client';
import type { Run } from '@overmind/contracts/entities/run';
import { downloadRunLogs } from '@overmind/contracts/routes/runs';
import { ArrowDownToLine, Clock3, Download, OctagonAlert, SquareTerminal } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { CopyButton } from '#components/copy-button.tsx';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { useRuns } from '#features/runs/use-runs.ts';
import { addressOf } from '#lib/api/client.ts';
import { cn } from '#lib/class-names.ts';
import { isLiveRun } from '#lib/live/reduce.ts';
import { useSearchParam } from '#lib/search-param.ts';
import { toast } from '#lib/toast.ts';
import { consoleText as text } from '#text/runs.ts';
import { plainText } from './clean-line.ts';
import { ConsoleSearch } from './console-search.tsx';
import { useConsoleStore } from './console-store.ts';
import { LogList, type LogListHandle } from './log-list.tsx';
import { findError, nextMatch } from './log-search.ts';
import { useLogSearch } from './use-log-search.ts';
import { type FollowedLog, useRunLog } from './use-run-log.ts';

export function Console() {
  const { chosen } = useRuns();
  return (
    <section aria-label={text.title} className="flex min-h-0 flex-1 flex-col">
      {chosen === undefined ? (
        <EmptyState icon={SquareTerminal} title={text.title} hint={text.noRun} className="flex-1" />
      ) : (
        <RunConsole key={chosen.id} run={chosen} />
      )}
    </section>
  );
}

/** The log of one run; `?line=` chooses a line of it. */
export function RunConsole({ run }: { run: Run }) {
  const { connection } = useProjectScope();
  const followed = useRunLog(run);
  const { log, version, status } = followed;
  const list = useRef<LogListHandle>(null);
  const [isFollowing, setFollowing] = useState(true);
  const [typed, setTyped] = useState('');
  const [currentSeq, setCurrentSeq] = useState<number | null>(null);
  const { needle, matches } = useLogSearch(run.id, log, typed);
  const withTimes = useConsoleStore((state) => state.withTimes);
  const need = useCallback(
    (first: number, last: number) => connection.logs.need(run.id, first, last),
    [connection, run.id],
  );

  const goTo = (seq: number | undefined) => {
    if (seq === undefined) return;
    setFollowing(false);
    setCurrentSeq(seq);
    list.current?.scrollTo(seq);
  };
  const [line] = useSearchParam('line');
  const isReady = status === 'ready';
  // biome-ignore lint/correctness/useExhaustiveDependencies: goes there once for each address, not with each render
  useEffect(() => {
    const seq = Number(line);
    if (isReady && Number.isSafeInteger(seq) && seq > 0) goTo(Math.min(seq, log.lastSeq));
  }, [line, isReady]);
  const from = () => currentSeq ?? list.current?.middleSeq() ?? 0;
  const jumpToError = () => {
    const found = findError(log.loaded(), currentSeq ?? 0) ?? failedStepSeq(run);
    if (found === undefined) toast(text.noError);
    goTo(found);
  };
  return (
    <>
      <div className="flex h-10 shrink-0 items-center gap-0.5 border-b px-1.5 max-md:h-14 max-md:overflow-x-auto">
        <ConsoleSearch
          typed={typed}
          onType={setTyped}
          isSearching={needle !== ''}
          position={currentSeq === null ? 0 : matches.indexOf(currentSeq) + 1}
          total={matches.length}
          onStep={(direction) => goTo(nextMatch(matches, from(), direction))}
        />
        <ConsoleButtons
          run={run}
          followed={followed}
          isFollowing={isFollowing}
          onFollow={() => setFollowing(true)}
          onError={jumpToError}
        />
      </div>
      <Body run={run} followed={followed}>
        <LogList
          log={log}
          version={version}
          isFollowing={isFollowing}
          onFollow={setFollowing}
          onNeed={need}
          withTimes={withTimes}
          needle={needle}
          currentSeq={currentSeq}
          handle={list}
        />
      </Body>
      <p
        className="flex h-6 shrink-0 items-center border-t px-2 text-2xs text-ink-3 tabular-nums"
        data-status={typeof status === 'string' ? status : 'failed'}
      >
        {text.lines(log.lastSeq)}
        {isFollowing && isLiveRun(run) ? (
          <span className="ml-auto text-running">{text.following}</span>
        ) : null}
      </p>
    </>
  );
}

const failedStepSeq = (run: Run): number | undefined =>
  run.steps.find((step) => step.status === 'failed' || step.status === 'timed_out')?.log_to_seq ?? undefined;

function Body({ run, followed, children }: { run: Run; followed: FollowedLog; children: React.ReactNode }) {
  const { log, status, retry } = followed;
  if (log.lastSeq > 0) return children;
  if (status === 'loading') return <Skeleton className="m-2 flex-1" />;
  if (status !== 'ready') return <ErrorState error={status.error} onRetry={retry} className="flex-1" />;
  return (
    <EmptyState
      icon={SquareTerminal}
      title={text.title}
      hint={isLiveRun(run) ? text.emptyLive : text.emptyEnded}
      className="flex-1"
    />
  );
}

interface ConsoleButtonsProps {
  run: Run;
  followed: FollowedLog;
  isFollowing: boolean;
  onFollow(): void;
  onError(): void;
}

function ConsoleButtons({ run, followed, isFollowing, onFollow, onError }: ConsoleButtonsProps) {
  const { withTimes, toggleTimes } = useConsoleStore();
  const loadedText = () => Array.from(followed.log.loaded(), (line) => plainText(line.message)).join('\n');
  return (
    <>
      <Button look="quiet" size="icon" aria-label={text.error} title={text.error} onClick={onError}>
        <OctagonAlert aria-hidden />
      </Button>
      <Button
        look="quiet"
        size="icon"
        aria-pressed={withTimes}
        aria-label={text.times}
        title={text.times}
        onClick={toggleTimes}
        className={cn(withTimes && 'bg-ink/10 text-ink')}
      >
        <Clock3 aria-hidden />
      </Button>
      <Button
        look="quiet"
        size="icon"
        aria-pressed={isFollowing}
        aria-label={text.follow}
        title={text.follow}
        onClick={onFollow}
        className={cn(isFollowing && 'bg-ink/10 text-ink')}
      >
        <ArrowDownToLine aria-hidden />
      </Button>
      <span title={text.copy}>
        <CopyButton text={loadedText} />
      </span>
      <Button asChild look="quiet" size="icon">
        <a
          href={addressOf(downloadRunLogs, { id: run.id })}
          download
          aria-label={text.download}
          title={text.download}
        >
          <Download aria-hidden />
        </a>
      </Button>
    </>
  );
}
