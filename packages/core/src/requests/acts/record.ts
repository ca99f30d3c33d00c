import { insertControlAct } from '@overmind/db/queries/work/control-acts';
import type { TaskActName } from '@overmind/domain/replies/acts';
import { z } from 'zod';
import type { Turn } from '../turn.ts';

/** A task that an act changed: what was changed, before and after. */
export const ChangedTask = z.object({
  id: z.string(),
  key: z.string(),
  title: z.string(),
  was: z.union([z.string(), z.number()]).nullable(),
  now: z.union([z.string(), z.number()]).nullable(),
});
export type ChangedTask = z.infer<typeof ChangedTask>;

/** Acts on discussions and specs, which stay. */
export type TalkActName = 'discuss' | 'answer_discussion' | 'spec';
export type ActName =
  | TaskActName
  | TalkActName
  | 'pause'
  | 'resume'
  | 'enable_agent'
  | 'disable_agent'
  | 'create_tasks';

/** What an act changed, kept for the way back. */
export const Before = z.object({
  tasks: z.array(ChangedTask).default([]),
  agent: z.object({ id: z.string(), name: z.string() }).nullable().default(null),
  /** Name of the discussion or spec. */
  subject: z.string().nullable().default(null),
});
export type Before = z.infer<typeof Before>;

/** Kept for whoever can say "undo": a person, in a conversation. */
export async function recordAct({ w, request }: Turn, act: ActName, before: Partial<Before>): Promise<void> {
  if (request.conversation_id === null || request.created_by_user_id === null) return;
  await insertControlAct(w.tx, request, act, before);
}
