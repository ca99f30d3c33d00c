import { z } from 'zod';
import { Timestamp, Uuid } from './primitives.ts';

/** In order; `cycle.queued` is a cycle that was asked for and has not begun. */
export const cycleStates = [
  'cycle.queued',
  'cycle.started',
  'cycle.loaded_state',
  'cycle.validated_state',
  'cycle.ingested_inputs',
  'cycle.planned_tasks',
  'cycle.scheduled_runs',
  'cycle.updated_state',
  'cycle.completed',
  'cycle.failed',
] as const;
export const CycleState = z.enum(cycleStates);
export type CycleState = z.infer<typeof CycleState>;
export const CycleMode = z.enum(['incremental', 'full']);
export type CycleMode = z.infer<typeof CycleMode>;
export const CycleTrigger = z.enum(['button', 'input', 'run_finished', 'timer', 'command']);
export type CycleTrigger = z.infer<typeof CycleTrigger>;

export const CycleCounts = z.object({
  requests_ingested: z.number().int().default(0),
  requests_failed: z.number().int().default(0).meta({ description: 'answered with why nothing was made' }),
  tasks_created: z.number().int().default(0),
  tasks_canceled: z
    .number()
    .int()
    .default(0)
    .meta({ description: 'what they waited for made them needless' }),
  tasks_unblocked: z.number().int().default(0),
  runs_scheduled: z.number().int().default(0),
  tasks_waiting: z.number().int().default(0),
  tasks_waiting_for_runner: z
    .number()
    .int()
    .optional()
    .meta({ description: 'those that wait only for a place on a runner' }),
  state_version: z.number().int().nullable().default(null),
});
export type CycleCounts = z.infer<typeof CycleCounts>;

export const Cycle = z.object({
  id: Uuid,
  project_id: Uuid,
  mode: CycleMode,
  state: CycleState,
  trigger: CycleTrigger,
  counts: CycleCounts,
  error: z.string().nullable(),
  created_at: Timestamp,
  started_at: Timestamp.nullable(),
  finished_at: Timestamp.nullable(),
});
export type Cycle = z.infer<typeof Cycle>;
export const RunCycle = z.strictObject({ mode: CycleMode.default('incremental') });

const TaskLine = z.object({ task_id: Uuid, key: z.string(), title: z.string() });
export const CyclePreview = z.object({
  would_create: z
    .array(
      z.object({
        title: z.string(),
        type: z.string(),
        agent: z.string().nullable(),
        priority: z.number().int(),
      }),
    )
    .meta({ description: 'from requests that no cycle has taken in yet' }),
  would_cancel: z.array(TaskLine.extend({ reason: z.string() })),
  would_schedule: z.array(TaskLine.extend({ agent: z.string() })),
  waiting: z.array(TaskLine.extend({ reason: z.string() })),
  would_write_state: z.boolean().meta({ description: 'whether the state document would get a new version' }),
});
