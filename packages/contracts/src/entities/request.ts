import { z } from 'zod';
import { Text, Timestamp, Uuid } from './primitives.ts';
import { Priority, TaskType } from './task.ts';

export const intents = [
  'create_tasks',
  'status',
  'cancel',
  'retry',
  'approve',
  'reject',
  'reprioritize',
  'pause',
  'resume',
  'run_cycle',
  'enable_agent',
  'disable_agent',
  'what_changed',
  'undo',
  'discuss',
  'spec',
  'ask',
  'help',
] as const;
export const Intent = z.enum(intents);
export type Intent = z.infer<typeof Intent>;

export const PlannedTask = z.object({
  type: TaskType,
  title: z.string().max(80),
  description: z.string(),
  acceptance_criteria: z.array(z.string()),
  priority: Priority,
  agent: z.string().nullable(),
  depends_on: z.array(z.number().int()).meta({ description: 'indexes into the same list' }),
});
export type PlannedTask = z.infer<typeof PlannedTask>;

/** What one part of an utterance was taken for. */
export const UnderstoodRequest = z.object({
  kind: z.enum(['work', 'control', 'question']),
  intent: Intent,
  tasks: z.array(PlannedTask),
  targets: z.array(z.string()).meta({ description: 'task keys' }),
  agent: z.string().nullable(),
  priority: Priority.nullable(),
  needs_clarification: z.string().nullable(),
  confidence: z.number().min(0).max(1),
});
export type UnderstoodRequest = z.infer<typeof UnderstoodRequest>;
export const Understanding = z.object({ requests: z.array(UnderstoodRequest) });
export type Understanding = z.infer<typeof Understanding>;

export const UnderstandInput = z.strictObject({
  text: Text(20_000).min(1),
  source: z.enum(['chat', 'voice']).default('chat'),
  conversation_id: Uuid.nullable().default(null),
});

export const Request = z.object({
  id: Uuid,
  project_id: Uuid,
  source: z.enum(['chat', 'voice', 'api', 'webhook', 'discovery', 'discussion', 'spec']),
  conversation_id: Uuid.nullable(),
  message_id: Uuid.nullable(),
  text: z.string(),
  intent: Intent.nullable(),
  hints: z.record(z.string(), z.unknown()),
  status: z.enum(['received', 'planned', 'answered', 'needs_clarification', 'rejected']),
  created_at: Timestamp,
});
export type Request = z.infer<typeof Request>;
