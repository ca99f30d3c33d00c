import { z } from 'zod';
import { AgentName } from '../entities/agent.ts';
import { commaList, PageQuery, pageOf, Timestamp, Uuid } from '../entities/primitives.ts';
import { SearchKind, SearchResult, SearchStatus } from '../entities/search.ts';
import { defineRoute, IdParams, ofProject } from './route.ts';

export const searchProject = defineRoute({
  id: 'search.project',
  method: 'GET',
  path: '/projects/:id/search',
  summary:
    'What was said, asked for, done, heard and specified, newest first, at most 100 at a time: everything that holds all the words of `q`, ' +
    'also inside of words; words in quotes stand together, and one of fewer than three letters begins a word',
  policy: ofProject('viewer'),
  params: IdParams,
  query: z.strictObject({
    ...PageQuery.shape,
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(100, 'At most 100 are given at a time. Go on with the cursor.')
      .default(50),
    q: z.string().trim().min(1).max(200),
    kind: commaList(SearchKind).optional(),
    agent: z
      .union([Uuid, AgentName], { error: 'Give the id of an agent, or the key of a persona.' })
      .optional()
      .meta({
        description: 'an agent whose work it is or is about, or a persona that said it in a discussion',
      }),
    from: Timestamp.optional(),
    to: Timestamp.optional().meta({ description: 'before this moment' }),
    status: commaList(SearchStatus).optional().meta({ description: 'messages have none' }),
  }),
  response: pageOf(SearchResult),
});
