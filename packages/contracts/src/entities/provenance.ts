import { z } from 'zod';
import { Message } from './conversation.ts';
import { Merge } from './merge.ts';
import { Timestamp, Uuid } from './primitives.ts';
import { SpokenIn } from './recording.ts';
import { Run } from './run.ts';
import { Task } from './task.ts';

/** From a line of code back to what was asked: each step null where the trail ends. */
export const Provenance = z.object({
  path: z.string(),
  line: z.number().int(),
  text: z.string(),
  commit: z.object({
    sha: z.string(),
    author: z.string(),
    subject: z.string(),
    committed_at: Timestamp,
  }),
  merge: Merge.nullable(),
  run: Run.nullable(),
  agent: z.string().nullable(),
  task: Task.nullable(),
  approved_by: z.string().nullable(),
  request: z.object({ id: Uuid, text: z.string(), source: z.string(), created_at: Timestamp }).nullable(),
  discussion: z
    .object({
      ...{ id: Uuid, title: z.string() },
      decided_with: Message.optional().meta({
        description: 'what was said to make the task of its decision, where something else began it',
      }),
    })
    .optional()
    .meta({ description: 'the discussion whose decision the task is from' }),
  message: Message.nullable().meta({
    description: 'what was said, also to begin that discussion, or else to take up its decision',
  }),
  author: z.string().nullable().meta({ description: 'who asked' }),
  recording_id: Uuid.nullable(),
  recording: SpokenIn.extend({
    audio: z.string().meta({ description: 'address of the audio, with the range to play' }),
  })
    .optional()
    .meta({ description: 'the recording in which it was asked for' }),
  detail: z.string().nullable().meta({ description: 'why the trail ends before the request' }),
});
export type Provenance = z.infer<typeof Provenance>;
