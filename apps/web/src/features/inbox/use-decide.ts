'use client';
import type { InboxItem } from '@overmind/contracts/entities/inbox';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { errorWords } from '#lib/api/error-words.ts';
import { refreshInbox } from '#lib/live/inbox-refresh.ts';
import { toast } from '#lib/toast.ts';
import { inbox as text } from '#text/inbox.ts';
import type { Decision } from './decisions.ts';
import { hold, undo } from './held-decisions.ts';

export const nameOf = (item: InboxItem): string => item.task?.key ?? text.question;

/** Decides an item: it goes at once, a toast offers the way back while there is one. */
export function useDecide(): (item: InboxItem, decision: Decision) => void {
  const queries = useQueryClient();
  return useCallback(
    (item, decision) => {
      const id = `decision:${item.id}`;
      hold(item, decision, {
        onSend: () => toast.dismiss(id),
        onEnd: (error) => {
          if (error !== null) toast.error(text.failed(nameOf(item)), { description: errorWords(error) });
          refreshInbox(queries);
        },
      });
      const words = decision.act === 'answer' ? text.doing.answer : text.doing[decision.act](nameOf(item));
      const action = { label: text.undo, onClick: () => undo(item.id) };
      toast(words, { id, duration: Number.POSITIVE_INFINITY, action });
    },
    [queries],
  );
}
