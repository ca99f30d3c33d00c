import { LiveClient } from '@overmind/client/live';
import type { QueryClient } from '@tanstack/react-query';
import { concernsInbox, refreshInbox } from './inbox-refresh.ts';

/** Each is a socket of its own; projects beyond them are seen when the person comes back to the page. */
export const mostWatched = 10;

/** Follows one project only to hear when its part of the inbox may have changed. The caller ends it. */
export function watchForInbox(projectId: string, queries: QueryClient): () => void {
  let presentSeq = 0;
  const client: LiveClient = new LiveClient({
    baseUrl: '',
    projectId,
    // Beyond any number on purpose: the past does not matter here, so the answer is to begin at the present.
    afterSeq: Number.MAX_SAFE_INTEGER,
    onTransient: (frame) => {
      if (frame.type === 'hello') presentSeq = frame.seq;
    },
    onResync: () => {
      client.resumeFrom(presentSeq);
      refreshInbox(queries);
    },
    onEvent: (event) => {
      if (concernsInbox(event)) refreshInbox(queries);
    },
  });
  client.start();
  return () => client.stop();
}
