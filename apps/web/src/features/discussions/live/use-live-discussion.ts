'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useProjectScope } from '#features/project/project-context.tsx';
import { applyToDiscussion, restartDiscussion } from './discussion-caches.ts';
import { hearFrame, isTurnFrame, type LiveTurns, turnOf, withoutTurn } from './live-turns.ts';

const nobody: LiveTurns = new Map();

/** Follows a discussion while it is on screen; the answer is who speaks right now. */
export function useLiveDiscussion(id: string): LiveTurns {
  const { connection } = useProjectScope();
  const queries = useQueryClient();
  const [turns, setTurns] = useState(nobody);
  useEffect(
    () =>
      connection.watch({
        onEvents: (events) => {
          for (const event of events) {
            applyToDiscussion(queries, id, event);
            const turn = event.entity.patch['conversation_id'] === id ? turnOf(event) : null;
            if (turn !== null) setTurns((before) => withoutTurn(before, turn));
          }
        },
        onFrame: (frame) => {
          if (isTurnFrame(frame) && frame.conversation_id === id)
            setTurns((before) => hearFrame(before, frame));
        },
        onResync: () => {
          setTurns(nobody);
          void restartDiscussion(queries, id);
        },
      }),
    [connection, queries, id],
  );
  return turns;
}
