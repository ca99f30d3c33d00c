import { z } from 'zod';
import { Text, Timestamp, Uuid } from './primitives.ts';
import { DependencyCondition, Priority, TaskType } from './task.ts';

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
  'assign',
  'comment',
  'block',
  'what_changed',
  'undo',
  'discuss',
  'answer_discussion',
  'waive_question',
  'decision_tasks',
  'decision_spec',
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
  waits_for: z.array(z.string()).default([]).meta({ description: 'keys of tasks that were there before' }),
  after: DependencyCondition.default('done').meta({ description: 'holds for all that it waits for' }),
  files: z.array(z.string()).default([]).meta({ description: 'paths that the words name' }),
  asked: z
    .object({ titles: z.array(z.string()), words: z.string() })
    .optional()
    .meta({ description: 'as the rules read it, where a model wrote the task; duplicates are found by it' }),
});
export type PlannedTask = z.infer<typeof PlannedTask>;

/** What a question or a status request is about. */
export const topics = [
  'overview',
  'running',
  'queue',
  'review',
  'failed',
  'blocked',
  'done',
  'counts',
  'next',
  'focus',
  'risks',
  'decisions',
  'notes',
  'agents',
  'runners',
  'task',
  'why',
  'when',
  'who',
  'last_run',
  'last_answer',
] as const;
export const Topic = z.enum(topics);
export type Topic = z.infer<typeof Topic>;

/** Words that ask for nothing, each kind with an answer of its own. */
export const remarks = [
  'hush',
  'stop_listening',
  'greeting',
  'thanks',
  'farewell',
  'praise',
  'acknowledgement',
  'negation',
  'shell',
  'override',
  'noise',
] as const;
export const Remark = z.enum(remarks);
export type Remark = z.infer<typeof Remark>;

/** One way to answer a question; `say` is what the button or the number stands for. */
export const Choice = z.object({ label: z.string(), say: z.string() });
export type Choice = z.infer<typeof Choice>;

/** What one part of an utterance was taken for. */
export const UnderstoodRequest = z.object({
  kind: z.enum(['work', 'control', 'question']),
  intent: Intent,
  tasks: z.array(PlannedTask),
  targets: z.array(z.string()).meta({ description: 'task keys' }),
  agent: z.string().nullable(),
  priority: Priority.nullable(),
  needs_clarification: z.string().nullable(),
  choices: z.array(Choice).default([]).meta({ description: 'answers to needs_clarification' }),
  topic: Topic.nullable().default(null),
  remark: Remark.nullable().default(null).meta({ description: 'set when nothing was asked for' }),
  words: z.string().nullable().default(null).meta({ description: 'a reason or a comment, as it was said' }),
  confidence: z.number().min(0).max(1),
});
export type UnderstoodRequest = z.infer<typeof UnderstoodRequest>;
export const Understanding = z.object({ requests: z.array(UnderstoodRequest) });
export type Understanding = z.infer<typeof Understanding>;

/** Most characters of one message. */
export const maxUtterance = 100_000;

export const UnderstandInput = z.strictObject({
  text: Text(maxUtterance).min(1),
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
