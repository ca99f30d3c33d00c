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

/** What an item is called in few words: the task, or the discussion that asks. */
export const nameOf = ({ task, discussion }: InboxItem): string =>
  task?.key ?? discussion?.title ?? text.question;

function doing(item: InboxItem, { act, words }: Decision): string {
  if (act === 'answer') return text.doing.answer;
  if (act !== 'option') return text.doing[act](nameOf(item));
  const option = item.permission?.options.find(({ id }) => id === words);
  return text.doing[option?.kind.startsWith('allow') === true ? 'allow' : 'deny'](nameOf(item));
}

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
      const words = doing(item, decision);
      const action = { label: text.undo, onClick: () => undo(item.id) };
      toast(words, { id, duration: Number.POSITIVE_INFINITY, action });
    },
    [queries],
  );
}
