import { z } from 'zod';
import { Message } from './conversation.ts';
import { Merge } from './merge.ts';
import { Permission } from './permission.ts';
import { Timestamp, Uuid } from './primitives.ts';
import { Run } from './run.ts';
import { Task } from './task.ts';

/** Something that waits for a person, over all their projects. */
export const InboxItem = z.object({
  id: Uuid.meta({ description: 'of the task, message, permission request or merge that waits' }),
  kind: z.enum(['review', 'failed', 'blocked', 'question', 'permission', 'merge']),
  project: z.object({ id: Uuid, key: z.string(), name: z.string() }),
  task: Task.nullable(),
  run: Run.nullable().meta({ description: 'the latest run of the task, with its evidence' }),
  message: Message.nullable().meta({ description: 'a question of the relayer, with its choices' }),
  discussion: z
    .object({ id: Uuid, title: z.string() })
    .nullable()
    .meta({ description: 'the discussion that asks the question' }),
  permission: Permission.nullable(),
  merge: Merge.nullable().meta({ description: 'one that did not go through' }),
  can_decide: z.boolean().meta({ description: 'false for who may only look' }),
  since: Timestamp,
});
export type InboxItem = z.infer<typeof InboxItem>;
