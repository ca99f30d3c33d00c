import { z } from 'zod';
import { Sha256, Timestamp, Uuid } from './primitives.ts';

const TaskLine = z.strictObject({
  key: z.string(),
  title: z.string(),
  type: z.string(),
  priority: z.number().int(),
  agent: z.string().nullable(),
});

/** The canonical state document: everything but `notes` is generated from the database. */
export const StateDocument = z.strictObject({
  project: z.strictObject({
    name: z.string(),
    status: z.enum(['idle', 'working', 'waiting_for_review', 'blocked', 'paused', 'archived']),
    repositories: z.array(z.string()),
  }),
  summary: z.strictObject({
    current_focus: z.string().nullable(),
    last_update: Timestamp.nullable(),
    progress: z.strictObject({
      total: z.number().int(),
      done: z.number().int(),
      failed: z.number().int(),
      canceled: z.number().int(),
    }),
  }),
  tasks: z.strictObject({
    active: z.array(TaskLine),
    review: z.array(TaskLine),
    blocked: z.array(TaskLine.extend({ reason: z.string().nullable() })),
    next: z.array(TaskLine),
  }),
  runs: z.strictObject({
    last_completed: z.array(
      z.strictObject({
        task: z.string(),
        agent: z.string(),
        attempt: z.number().int(),
        finished_at: Timestamp,
        commit: z.string().nullable(),
      }),
    ),
    failing: z.array(
      z.strictObject({ task: z.string(), agent: z.string(), attempt: z.number().int(), reason: z.string() }),
    ),
  }),
  specs: z.array(z.strictObject({ title: z.string(), phase: z.string(), status: z.string() })),
  decisions: z.array(z.strictObject({ title: z.string(), decision: z.string() })),
  agents: z.array(
    z.strictObject({ name: z.string(), role: z.string(), executor: z.string(), is_enabled: z.boolean() }),
  ),
  risks: z.array(z.string()),
  next_actions: z.array(z.string()),
  notes: z.string(),
});
export type StateDocument = z.infer<typeof StateDocument>;

export const StateFormat = z.enum(['yaml', 'json']);
export const StateVersion = z.object({
  id: Uuid,
  project_id: Uuid,
  version: z.number().int().min(1),
  state_format: StateFormat,
  content: z.string(),
  content_hash: Sha256,
  created_by_user_id: Uuid.nullable(),
  cycle_id: Uuid.nullable(),
  reason: z.string(),
  created_at: Timestamp,
});
export type StateVersion = z.infer<typeof StateVersion>;
export const StateVersionLine = StateVersion.omit({ content: true });
export type StateVersionLine = z.infer<typeof StateVersionLine>;
