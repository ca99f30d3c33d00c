import { z } from 'zod';
import { Line, Sha256, Timestamp, Uuid } from './primitives.ts';

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
  specs: z.array(
    z.strictObject({
      // Documents from before specs had keys are read again.
      key: z.string().optional(),
      ...{ title: z.string(), phase: z.string(), status: z.string() },
    }),
  ),
  decisions: z.array(
    z.strictObject({
      ...{ title: z.string(), decision: z.string() },
      tasks: z.array(z.string()).optional().meta({ description: 'keys of the tasks made of it' }),
      spec: z.string().optional().meta({ description: 'key of the spec made of it' }),
    }),
  ),
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
  kind: z.enum(['generated', 'edited', 'rolled_back']),
  author: z.string().meta({ description: 'name of the person, or orchestrator' }),
  created_at: Timestamp,
});
export type StateVersion = z.infer<typeof StateVersion>;
export const StateVersionLine = StateVersion.omit({ content: true });
export type StateVersionLine = z.infer<typeof StateVersionLine>;

/** A person's edit: only `notes`, the project's name and whether an agent is enabled may differ. */
export const StateEdit = z.strictObject({
  state_format: StateFormat.default('yaml'),
  content: z.string().min(1).max(1_000_000),
  base_version: z.number().int().min(1).optional().meta({
    description: 'the version the edit began from; notes written since are merged. If-Match refuses instead',
  }),
  reason: Line(200).optional(),
});
export type StateEdit = z.infer<typeof StateEdit>;
export const StateRollback = z.strictObject({
  version: z.number().int().min(1),
  reason: Line(200).optional(),
});
export type StateRollback = z.infer<typeof StateRollback>;

export const StateDiff = z.object({
  from: StateVersionLine,
  to: StateVersionLine,
  changes: z
    .array(
      z.object({
        path: z
          .string()
          .meta({ description: 'JSON pointer; list entries by their key, e.g. /tasks/active/SHOP-3' }),
        kind: z.enum(['added', 'removed', 'changed']),
        before: z.unknown(),
        after: z.unknown(),
      }),
    )
    .meta({ description: 'by meaning, in the order of the document' }),
  patch: z.string().meta({ description: 'unified diff of the two documents' }),
});
export type StateDiff = z.infer<typeof StateDiff>;

export const StateBlame = z.object({
  version: z.number().int(),
  lines: z.array(
    z.object({
      text: z.string(),
      version: z.number().int().meta({ description: 'the version that brought the line as it is' }),
      author: z.string(),
      reason: z.string(),
      created_at: Timestamp,
    }),
  ),
  is_partial: z.boolean().meta({ description: 'true when older versions were not looked at' }),
});
export type StateBlame = z.infer<typeof StateBlame>;

/** The Git repository that holds each version as a commit, compared with the database. */
export const StateCopy = z.object({
  status: z.enum(['in_step', 'behind', 'diverged', 'failed', 'none']),
  version: z.number().int().nullable().meta({ description: 'the latest version that was committed' }),
  head: z.string().nullable().meta({ description: 'the commit of that version' }),
  problem: z.string().nullable().meta({ description: 'what does not agree, for a person' }),
  checked_at: Timestamp.nullable(),
});
export type StateCopy = z.infer<typeof StateCopy>;
