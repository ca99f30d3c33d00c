'use client';
import type { InboxItem } from '@overmind/contracts/entities/inbox';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { errorWords } from '#lib/api/error-words.ts';
import { refreshInbox } from '#lib/live/inbox-refresh.ts';
import { toast } from '#lib/toast.ts';
import { inbox as text } from '#text/inbox.ts';
import type { Decision } from './decisions.ts';
import { hold, sendHeldNow, undo } from './held-decisions.ts';

export const nameOf = (item: InboxItem): string => item.task?.key ?? text.question;

/** Decides an item: it goes at once, a toast offers the way back while there is one. */
export function useDecide(): (item: InboxItem, decision: Decision) => void {
  const queries = useQueryClient();
  const onEnd = useCallback(
    (item: InboxItem, error: unknown) => {
      if (error !== null) toast.error(text.failed(nameOf(item)), { description: errorWords(error) });
      refreshInbox(queries);
    },
    [queries],
  );
  useEffect(() => {
    const leave = () => sendHeldNow(onEnd);
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [onEnd]);
  return useCallback(
    (item, decision) => {
      hold(item, decision, onEnd);
      const words = decision.act === 'answer' ? text.doing.answer : text.doing[decision.act](nameOf(item));
      toast(words, { action: { label: text.undo, onClick: () => undo(item.id) } });
    },
    [onEnd],
  );
}
