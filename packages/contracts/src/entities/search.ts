import { z } from 'zod';
import { Timestamp, Uuid } from './primitives.ts';
import { searchStatuses } from './search-statuses.ts';

export const searchKinds = ['message', 'task', 'run', 'session', 'transcript', 'spec'] as const;
export const SearchKind = z.enum(searchKinds);
export type SearchKind = z.infer<typeof SearchKind>;

export const SearchStatus = z.enum(searchStatuses);
export type SearchStatus = z.infer<typeof SearchStatus>;

const Offset = z.number().int().min(0).meta({ description: 'in UTF-16 code units, as JavaScript counts' });

/** A text, and where in it stands what was searched for. */
export const MarkedText = z.object({
  text: z.string(),
  matches: z.array(z.object({ start: Offset, end: Offset })),
});
export type MarkedText = z.infer<typeof MarkedText>;

/** Something that holds all the words, with what a link to it needs. */
export const SearchResult = z.object({
  kind: SearchKind,
  id: Uuid,
  title: MarkedText.meta({
    description: 'of the conversation, the task (also for a run and its session), the recording or the spec',
  }),
  snippet: MarkedText.meta({ description: 'of what was said, described, summed up, heard or written' }),
  happened_at: Timestamp.meta({ description: 'when it was said, made or, for a run, ended' }),
  status: SearchStatus.nullable(),
  agent_id: Uuid.nullable().meta({ description: 'whose work it is or is about' }),
  conversation_id: Uuid.nullable(),
  is_in_discussion: z
    .boolean()
    .optional()
    .meta({ description: 'the conversation is a discussion of agents' }),
  task: z.object({ id: Uuid, key: z.string() }).nullable(),
  spec: z.object({ id: Uuid, key: z.string() }).optional().meta({ description: 'for a spec' }),
  run: z
    .object({ id: Uuid, entry_id: z.string() })
    .optional()
    .meta({ description: 'for a session: its run, and the entry of the transcript' }),
});
export type SearchResult = z.infer<typeof SearchResult>;
