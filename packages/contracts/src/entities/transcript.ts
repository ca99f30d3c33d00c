import { z } from 'zod';
import { Timestamp } from './primitives.ts';

const EntryId = z.string().min(1).max(200);
const Words = z.string().max(100_000);

/** A change that a tool made to one file, as the coding agent told it. */
export const TranscriptDiff = z.object({
  path: z.string().max(4_096),
  patch: z.string().max(200_000).meta({ description: 'unified hunks; cut at the bound' }),
});

/** One thing that happened in a coding agent's session. `id` is unique in its run; a later entry of that id replaces it. */
export const TranscriptEntry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('message'),
    id: EntryId,
    at: Timestamp,
    role: z.enum(['agent', 'thought', 'user']),
    author: z.string().max(200).nullable().meta({ description: 'who wrote it, for role user' }),
    text: Words,
  }),
  z.object({
    kind: z.literal('tool_call'),
    id: EntryId,
    at: Timestamp,
    title: z.string().max(2_000),
    tool: z.enum(['read', 'edit', 'delete', 'move', 'search', 'execute', 'think', 'fetch', 'other']),
    status: z.enum(['pending', 'in_progress', 'completed', 'failed']),
    locations: z.array(z.object({ path: z.string().max(4_096), line: z.number().int().nullable() })).max(100),
    input: Words.meta({ description: 'its arguments as JSON, cut at the bound' }),
    output: Words,
    diffs: z.array(TranscriptDiff).max(50),
  }),
  z.object({
    kind: z.literal('plan'),
    id: EntryId,
    at: Timestamp,
    items: z
      .array(
        z.object({
          content: z.string().max(2_000),
          priority: z.enum(['high', 'medium', 'low']),
          status: z.enum(['pending', 'in_progress', 'completed']),
        }),
      )
      .max(200),
  }),
  z.object({
    kind: z.literal('permission'),
    id: EntryId,
    at: Timestamp,
    title: z.string().max(2_000),
    tool_call_id: EntryId.nullable(),
    status: z.enum(['pending', 'allowed', 'denied', 'expired', 'withdrawn']),
    decided_by: z.string().max(200).nullable().meta({ description: 'policy, time-out or a person' }),
  }),
  z.object({
    kind: z.literal('usage'),
    id: EntryId,
    at: Timestamp,
    input_tokens: z.number().int().nonnegative().nullable(),
    output_tokens: z.number().int().nonnegative().nullable(),
    cached_tokens: z.number().int().nonnegative().nullable(),
    cost_micros: z.number().int().nonnegative().nullable(),
  }),
  z.object({
    kind: z.literal('notice'),
    id: EntryId,
    at: Timestamp,
    level: z.enum(['info', 'warning', 'error']),
    text: Words,
  }),
]);
export type TranscriptEntry = z.infer<typeof TranscriptEntry>;

/** A step of a transcript. `put` adds or replaces an entry; `append` adds text to a message. */
export const TranscriptStep = z.discriminatedUnion('op', [
  z.object({ op: z.literal('put'), entry: TranscriptEntry }),
  z.object({ op: z.literal('append'), id: EntryId, text: Words }),
]);
export type TranscriptStep = z.infer<typeof TranscriptStep>;

/** Numbered from 1 per run, without gaps. */
export const TranscriptChange = z.object({ seq: z.number().int().min(1), step: TranscriptStep });
export type TranscriptChange = z.infer<typeof TranscriptChange>;
