import { z } from 'zod';
import { InboxItem } from '../entities/inbox.ts';
import { commaList, PageQuery, pageOf, Uuid } from '../entities/primitives.ts';
import { defineRoute } from './route.ts';

export const listInbox = defineRoute({
  id: 'inbox.list',
  method: 'GET',
  path: '/inbox',
  summary: 'What waits for you in all your projects, the longest waiting first',
  policy: { kind: 'signed_in', isForProjectTokens: true },
  query: z.strictObject({
    ...PageQuery.shape,
    kind: commaList(InboxItem.shape.kind).optional(),
    project: Uuid.optional(),
  }),
  response: pageOf(InboxItem),
});
