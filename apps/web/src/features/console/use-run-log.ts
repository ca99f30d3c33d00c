'use client';
import type { Run } from '@overmind/contracts/entities/run';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useProjectScope } from '#features/project/project-context.tsx';
import type { RunLog } from '#lib/live/run-log.ts';

export interface FollowedLog {
  log: RunLog;
  /** Changes with the log's content, at most once a frame. */
  version: number;
  status: 'loading' | 'ready' | { error: unknown };
  retry(): void;
}

/** A run's log: its end first, then live lines, older ones as they are looked at. */
export function useRunLog(run: Pick<Run, 'id' | 'log_seq'>): FollowedLog {
  const { connection } = useProjectScope();
  const log = connection.logs.log(run.id);
  const version = useSyncExternalStore(log.subscribe, log.version, log.version);
  const [status, setStatus] = useState<FollowedLog['status']>('loading');
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt begins anew
  useEffect(() => {
    const ending = new AbortController();
    setStatus('loading');
    connection.logs.follow(run.id, ending.signal).then(
      () => setStatus('ready'),
      (error: unknown) => {
        if (!ending.signal.aborted) setStatus({ error });
      },
    );
    return () => ending.abort();
  }, [connection, run.id, attempt]);
  useEffect(() => {
    if (status === 'ready') log.extendTo(run.log_seq);
  }, [log, run.log_seq, status]);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return { log, version, status, retry };
}
