'use client';
import { useEffect, useMemo, useState } from 'react';
import { useProjectScope } from '#features/project/project-context.tsx';
import { findMatches, mergeSorted } from './log-search.ts';
import type { FollowedLog } from './use-run-log.ts';

const settleMs = 180;
const rescanMs = 400;

/** Matches over the whole log: the server finds them in what is not loaded, the page in what is and what comes. */
export function useLogSearch(runId: string, { log, version }: FollowedLog, typed: string) {
  const { connection } = useProjectScope();
  const [needle, setNeedle] = useState('');
  const [remote, setRemote] = useState<number[]>([]);
  const [local, setLocal] = useState<number[]>([]);

  useEffect(() => {
    const timer = setTimeout(() => setNeedle(typed.trim()), settleMs);
    return () => clearTimeout(timer);
  }, [typed]);

  useEffect(() => {
    setRemote([]);
    if (needle === '') return undefined;
    const ending = new AbortController();
    connection.logs.search(runId, needle, ending.signal).then(setRemote, () => undefined); // local matches still show
    return () => ending.abort();
  }, [connection, needle, runId]);

  // Scanning waits for a pause in the stream's changes only as long as rescanMs.
  const tick = useThrottled(version, needle === '' ? 0 : rescanMs);
  // biome-ignore lint/correctness/useExhaustiveDependencies: tick says that the log has changed
  useEffect(() => setLocal(needle === '' ? [] : findMatches(log.loaded(), needle)), [log, needle, tick]);

  const matches = useMemo(() => mergeSorted(remote, local), [remote, local]);
  return { needle, matches };
}

function useThrottled(value: number, everyMs: number): number {
  const [shown, setShown] = useState(value);
  useEffect(() => {
    if (everyMs === 0 || shown === value) return undefined;
    const timer = setTimeout(() => setShown(value), everyMs);
    return () => clearTimeout(timer);
    // biome-ignore lint/correctness/useExhaustiveDependencies: a timer that runs is not begun anew by each change
  }, [everyMs, shown === value]);
  return shown;
}
