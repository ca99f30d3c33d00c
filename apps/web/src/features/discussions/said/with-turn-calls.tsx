'use client';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { useProjectScope } from '#features/project/project-context.tsx';
import type { LogEntry } from './log-entries.ts';
import { TurnCallsContext, useFoundTurnCalls } from './turn-calls.ts';

const TurnCallDrawer = lazy(async () => ({
  default: (await import('./turn-call-drawer.tsx')).TurnCallDrawer,
}));

/** Lets each turn of a log show what its model took, and open why it was that one. */
export function WithTurnCalls({ entries, children }: { entries: readonly LogEntry[]; children: ReactNode }) {
  const { projectId } = useProjectScope();
  const [turn, setTurn] = useState<number | null>(null);
  const discussionId = useMemo(() => discussionOf(entries), [entries]);
  const found = useFoundTurnCalls(discussionId, entries);
  const calls = useMemo(() => ({ of: (at: number) => found.get(at) ?? [], open: setTurn }), [found]);
  return (
    <TurnCallsContext value={calls}>
      {children}
      {turn === null || discussionId === null ? null : (
        <Suspense>
          <TurnCallDrawer
            key={turn}
            projectId={projectId}
            discussionId={discussionId}
            turn={turn}
            onClose={() => setTurn(null)}
          />
        </Suspense>
      )}
    </TurnCallsContext>
  );
}

/** All of a log is of one. */
function discussionOf(entries: readonly LogEntry[]): string | null {
  const entry = entries.find(({ kind }) => kind === 'message');
  return entry?.kind === 'message' ? entry.message.conversation_id : null;
}
