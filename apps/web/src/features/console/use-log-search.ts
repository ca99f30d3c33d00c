'use client';
import { useEffect, useMemo, useState } from 'react';
import { useProjectScope } from '#features/project/project-context.tsx';
import type { RunLog } from '#lib/live/run-log.ts';
import { findMatches, mergeSorted } from './log-search.ts';

const settleMs = 180;
const rescanMs = 400;

/** Matches over the whole log: the server finds them in what is not loaded, the page in what is and what comes. */
export function useLogSearch(runId: string, log: RunLog, typed: string) {
  const { connection } = useProjectScope();
  const [needle, setNeedle] = useState('');
  const [remote, setRemote] = useState<number[]>([]);

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

  const local = useLocalMatches(log, needle);
  const matches = useMemo(() => mergeSorted(remote, local), [remote, local]);
  return { needle, matches };
}

/** Scans at most every rescanMs, and only when lines have come. */
function useLocalMatches(log: RunLog, needle: string): number[] {
  const [found, setFound] = useState<number[]>([]);
  useEffect(() => {
    if (needle === '') {
      setFound([]);
      return undefined;
    }
    let scannedVersion = -1;
    const scan = () => {
      if (log.version() === scannedVersion) return;
      scannedVersion = log.version();
      setFound(findMatches(log.loaded(), needle));
    };
    scan();
    const timer = setInterval(scan, rescanMs);
    return () => clearInterval(timer);
  }, [log, needle]);
  return found;
}
