'use client';
import type { RunInput } from '@overmind/contracts/entities/permission';
import type { Run } from '@overmind/contracts/entities/run';
import { listRunInputs, sendRunInput } from '@overmind/contracts/routes/runs';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useRoute, useSend } from '#lib/api/use-route.ts';
import { putRunInput } from '#lib/live/run-talk.ts';
import { readLocal, writeLocal } from '#lib/local-store.ts';

export const mostCharacters = 20_000;
const keyOf = (runId: string): string => `overmind:say:${runId}`;
const none: RunInput[] = [];

/** Words for a live agent: what is being written, kept through reloads, and what is on its way. */
export function useSay(run: Run) {
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => readLocal(keyOf(run.id)) ?? '');
  const inputs = useRoute(listRunInputs, { params: { id: run.id } }, { staleTime: 0 });
  const change = (next: string) => {
    setDraft(next);
    writeLocal(keyOf(run.id), next === '' ? null : next);
  };
  const send = useSend(sendRunInput, {
    onSuccess: (input) => putRunInput(queries, input),
    // What could not be sent is not lost; what was typed meanwhile stays behind it.
    onError: (_, { body }) => change([body.text, draft].filter(Boolean).join('\n')),
  });
  const isReady = draft.trim() !== '' && draft.length <= mostCharacters && !send.isPending;
  return {
    draft,
    change,
    isReady,
    error: send.error,
    isPending: send.isPending,
    inputs: inputs.data?.items ?? none,
    send: () => {
      if (!isReady) return;
      send.mutate({ params: { id: run.id }, body: { text: draft } });
      change('');
    },
  };
}
