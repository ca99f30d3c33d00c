import { z } from 'zod';
import { Line, Text, Timestamp, Uuid } from './primitives.ts';

export const taskTypes = ['code_change', 'test', 'review', 'doc', 'research', 'infra'] as const;
export const TaskType = z.enum(taskTypes);
export type TaskType = z.infer<typeof TaskType>;

export const taskStatuses = [
  'queued',
  'in_progress',
  'blocked',
  'needs_review',
  'done',
  'failed',
  'canceled',
] as const;
export const TaskStatus = z.enum(taskStatuses);
export type TaskStatus = z.infer<typeof TaskStatus>;

export const Priority = z.number().int().min(1).max(5).meta({ description: '1 is most urgent' });
export const RequestedBy = z.enum(['voice', 'chat', 'api', 'webhook', 'discovery', 'spec']);

/** When a task that waits for others may start: once they are done, have ended in any way, or one has failed. */
export const DependencyCondition = z.enum(['done', 'ended', 'failed']);
export type DependencyCondition = z.infer<typeof DependencyCondition>;

/** Work on a commit that was merged, or could not be: its workspace starts with that change applied. */
export const TaskOrigin = z.object({
  kind: z.enum(['rebase', 'revert']),
  merge_id: Uuid,
  commit: z.string().max(64),
  parent_commit: z.string().max(64).nullable().meta({ description: 'what a revert goes back to' }),
});
export type TaskOrigin = z.infer<typeof TaskOrigin>;

export const Task = z.object({
  id: Uuid,
  key: z.string().meta({ description: 'short name in its project, e.g. SHOP-12' }),
  project_id: Uuid,
  title: z.string(),
  description: z.string(),
  acceptance_criteria: z.array(z.string()),
  type: TaskType,
  phase: z.string().nullable(),
  priority: Priority,
  status: TaskStatus,
  status_reason: z.string().nullable().meta({ description: 'why it stands where it stands, for a person' }),
  assigned_agent_id: Uuid.nullable(),
  depends_on: z.array(Uuid),
  after: DependencyCondition.meta({ description: 'what `depends_on` waits for' }),
  files: z.array(z.string()).meta({ description: 'paths that it is expected to touch' }),
  overlaps: z.array(z.string()).meta({ description: 'keys of live tasks that touch the same files' }),
  request_id: Uuid.nullable(),
  parent_task_id: Uuid.nullable(),
  origin: TaskOrigin.nullable(),
  spec_id: Uuid.nullable(),
  latest_run_id: Uuid.nullable(),
  requested_by: RequestedBy,
  created_by_user_id: Uuid.nullable(),
  due_at: Timestamp.nullable(),
  version: z.number().int(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type Task = z.infer<typeof Task>;

export const NewTask = z.strictObject({
  title: Line(200),
  description: Text(20_000).default(''),
  acceptance_criteria: z.array(Line(1_000)).max(50).default([]),
  type: TaskType,
  priority: Priority.default(3),
  agent: z.string().max(64).nullish().meta({ description: 'agent name; chosen by type when absent' }),
  depends_on: z.array(Uuid).max(50).default([]),
  after: DependencyCondition.default('done'),
  files: z.array(Line(1_024)).max(100).default([]),
  due_at: Timestamp.nullable().default(null),
  requested_by: RequestedBy.default('api'),
});
export type NewTask = z.infer<typeof NewTask>;

export const TaskPatch = z.strictObject({
  title: Line(200).optional(),
  description: Text(20_000).optional(),
  acceptance_criteria: z.array(Line(1_000)).max(50).optional(),
  priority: Priority.optional(),
  agent: z.string().max(64).nullable().optional(),
  due_at: Timestamp.nullable().optional(),
  files: z.array(Line(1_024)).max(100).optional(),
  status: TaskStatus.optional(),
  reason: Text(1_000).optional().meta({ description: 'required when status becomes blocked' }),
});
export type TaskPatch = z.infer<typeof TaskPatch>;

export const taskEventTypes = [
  'created',
  'status_changed',
  'log',
  'artifact',
  'error',
  'comment',
  'dependency',
  'intervention',
] as const;
export const TaskEvent = z.object({
  id: Uuid,
  task_id: Uuid,
  event_type: z.enum(taskEventTypes),
  payload: z.record(z.string(), z.unknown()),
  actor: z.string().meta({ description: 'user:<id>, agent:<name>, runner:<name> or orchestrator' }),
  created_at: Timestamp,
});
export type TaskEvent = z.infer<typeof TaskEvent>;
/** What a person, or the coding agent of a run, adds to a task's history. A bare `comment` is short for an event of that type. */
export const NewTaskEvent = z.union([
  z.strictObject({ comment: Text(10_000).refine((text) => text.trim() !== '', { error: 'Say something.' }) }),
  z.strictObject({
    event_type: z.enum(['comment', 'log', 'error', 'intervention']),
    payload: z.record(z.string().max(64), z.unknown()),
  }),
]);
export type NewTaskEvent = z.infer<typeof NewTaskEvent>;

/** An approval binds to the commit that was on screen; another head means 409. */
export const Approval = z.strictObject({
  run_id: Uuid.optional(),
  head_commit: z.string().max(64).nullable().optional(),
  comment: Text(10_000).optional(),
  merge: z.boolean().optional().meta({
    description: "also put it in the queue to the base branch; the project's setting when absent",
  }),
});
export const Rejection = z.strictObject({
  reason: Text(10_000).default('').meta({
    description: 'what to change; the next run is given it and all comments on lines that were not sent yet',
  }),
});
export const Cancellation = z.strictObject({ reason: Text(1_000).optional() });

const TaskIds = z.array(Uuid).min(1).max(200);
/** One act on many tasks; each is tried by itself. */
export const BulkTaskAct = z.discriminatedUnion('act', [
  z.strictObject({ act: z.enum(['run', 'retry', 'approve']), ids: TaskIds }),
  z.strictObject({ act: z.literal('cancel'), ids: TaskIds, reason: Text(1_000).optional() }),
  z.strictObject({ act: z.literal('reject'), ids: TaskIds, reason: Line(10_000) }),
  z.strictObject({ act: z.literal('block'), ids: TaskIds, reason: Line(1_000) }),
  z.strictObject({ act: z.literal('prioritize'), ids: TaskIds, priority: Priority }),
  z.strictObject({ act: z.literal('assign'), ids: TaskIds, agent: z.string().max(64).nullable() }),
]);
export type BulkTaskAct = z.infer<typeof BulkTaskAct>;
export const BulkTaskResult = z.object({
  results: z.array(
    z.object({
      id: Uuid,
      ok: z.boolean(),
      detail: z.string().nullable().meta({ description: 'why it was refused' }),
      rule: z.string().nullable(),
    }),
  ),
});
export type BulkTaskResult = z.infer<typeof BulkTaskResult>;

/** Changes which tasks a task waits for. */
export const DependenciesPut = z.strictObject({
  depends_on: z.array(Uuid).max(50),
  after: DependencyCondition.optional(),
});
