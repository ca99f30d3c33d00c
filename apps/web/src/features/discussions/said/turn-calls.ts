'use client';
import type { TurnCall } from '@overmind/contracts/entities/model-call';
import { listTurnCalls } from '@overmind/contracts/routes/model-calls';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, useRef } from 'react';
import { routeKey, routeOptions } from '#lib/api/use-route.ts';
import type { LogEntry } from './log-entries.ts';

export interface TurnCalls {
  /** Calls for a turn, the newest first. */
  of(turn: number): readonly TurnCall[];
  /** Shows why a model was taken for a turn. */
  open(turn: number): void;
}

const nothing: TurnCalls = { of: () => [], open: () => undefined };
export const TurnCallsContext = createContext<TurnCalls>(nothing);
export const useTurnCalls = (): TurnCalls => useContext(TurnCallsContext);

interface Range {
  from: number;
  to: number;
  over: number;
}

/** As many turns as are asked for at once. */
const turnsAtOnce = 50;

const turnOf = (entry: LogEntry): number | null => {
  if (entry.kind === 'message') return entry.message.said.turn;
  return entry.kind === 'skipped' ? entry.turn.turn : null;
};

/** The ranges of turns that a log shows, and how many turns of each are over: with another, there is more to know. */
export function rangesOf(entries: readonly LogEntry[]): Range[] {
  const over = new Map<number, number>();
  for (const entry of entries) {
    const turn = turnOf(entry);
    if (turn === null) continue;
    const range = Math.floor((turn - 1) / turnsAtOnce);
    over.set(range, (over.get(range) ?? 0) + 1);
  }
  return [...over.entries()]
    .sort(([one], [other]) => one - other)
    .map(([range, count]) => ({
      ...{ from: range * turnsAtOnce + 1, to: (range + 1) * turnsAtOnce, over: count },
    }));
}

/** What the turns of a log took: one request for each range, again when another turn of it is over. */
export function useFoundTurnCalls(
  discussionId: string | null,
  entries: readonly LogEntry[],
): ReadonlyMap<number, readonly TurnCall[]> {
  const ranges = useMemo(() => (discussionId === null ? [] : rangesOf(entries)), [discussionId, entries]);
  const id = discussionId ?? '';
  useAskedAgain(id, ranges);
  return useQueries({
    queries: ranges.map((range) => ({ ...routeOptions(listTurnCalls, callOf(id, range)), staleTime: 0 })),
    combine: byTurn,
  });
}

const callOf = (id: string, { from, to }: Range) => ({ params: { id }, query: { from, to } });

/** What is shown stays until the new answer is there. */
function useAskedAgain(id: string, ranges: readonly Range[]): void {
  const queries = useQueryClient();
  const known = useRef(new Map<number, number>());
  useEffect(() => {
    for (const range of ranges) {
      const before = known.current.get(range.from);
      known.current.set(range.from, range.over);
      if (before !== undefined && before !== range.over)
        void queries.invalidateQueries({ queryKey: routeKey(listTurnCalls, callOf(id, range)) });
    }
  }, [queries, id, ranges]);
}

function byTurn(
  results: readonly { data: { items: readonly TurnCall[] } | undefined }[],
): ReadonlyMap<number, readonly TurnCall[]> {
  const found = new Map<number, TurnCall[]>();
  for (const call of results.flatMap(({ data }) => data?.items ?? []))
    found.set(call.turn, [...(found.get(call.turn) ?? []), call]);
  return found;
}
