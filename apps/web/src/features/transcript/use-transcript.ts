'use client';
import type { Run } from '@overmind/contracts/entities/run';
import type { TranscriptEntry } from '@overmind/contracts/entities/transcript';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useProjectScope } from '#features/project/project-context.tsx';
import type { TranscriptLog } from '#lib/live/transcript-log.ts';

interface FollowedTranscript {
  log: TranscriptLog;
  entries: readonly TranscriptEntry[];
  status: 'loading' | 'ready' | { error: unknown };
  retry(): void;
}

/** A run's transcript from its beginning, then live. */
export function useTranscript(run: Pick<Run, 'id'>): FollowedTranscript {
  const { connection } = useProjectScope();
  const log = connection.transcripts.log(run.id);
  const entries = useSyncExternalStore(log.subscribe, log.entries, log.entries);
  const [status, setStatus] = useState<FollowedTranscript['status']>('loading');
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt begins anew
  useEffect(() => {
    const ending = new AbortController();
    setStatus('loading');
    connection.transcripts.follow(run.id, ending.signal).then(
      () => setStatus('ready'),
      (error: unknown) => {
        if (!ending.signal.aborted) setStatus({ error });
      },
    );
    return () => ending.abort();
  }, [connection, run.id, attempt]);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  return { log, entries, status, retry };
}
