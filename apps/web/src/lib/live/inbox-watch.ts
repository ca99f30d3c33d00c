import type { QueryClient } from '@tanstack/react-query';
import { concernsInbox, refreshInbox } from './inbox-refresh.ts';
import { watchPresent } from './watch-present.ts';

/** Each is a socket of its own; projects beyond them are seen when the person comes back to the page. */
export const mostWatched = 10;

/** Follows one project only to hear when its part of the inbox may have changed. The caller ends it. */
export const watchForInbox = (projectId: string, queries: QueryClient): (() => void) =>
  watchPresent(projectId, {
    onPresent: () => refreshInbox(queries),
    onEvent: (event) => {
      if (concernsInbox(event)) refreshInbox(queries);
    },
  });
