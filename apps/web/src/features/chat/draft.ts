'use client';
import { useCallback, useState } from 'react';
import { readLocal, writeLocal } from '#lib/local-store.ts';

const keyOf = (conversationId: string): string => `overmind:draft:${conversationId}`;

/** What is being written, kept through reloads, sign-outs and lost connections. */
export function useDraft(conversationId: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => readLocal(keyOf(conversationId)) ?? '');
  const change = useCallback(
    (next: string) => {
      setText(next);
      writeLocal(keyOf(conversationId), next === '' ? null : next);
    },
    [conversationId],
  );
  return [text, change];
}
