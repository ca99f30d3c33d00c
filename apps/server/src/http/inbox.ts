import * as routes from '@overmind/contracts/routes/inbox';
import type { Core } from '@overmind/core/core';
import { listInbox } from '@overmind/core/inbox/list';
import { type Handler, on } from './handle.ts';

export const inboxHandlers = (core: Core): Handler[] => [
  on(routes.listInbox, ({ call, query }) => listInbox(core, call, query)),
];
