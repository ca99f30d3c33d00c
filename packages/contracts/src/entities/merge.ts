import { z } from 'zod';
import { MergeStrategy, MergeTarget } from './merge-ways.ts';
import { Text, Timestamp, Uuid } from './primitives.ts';
import { Evidence } from './run.ts';

export const mergeStatuses = [
  'queued',
  'checking',
  'merged',
  'conflict',
  'check_failed',
  'failed',
  'canceled',
] as const;
export const MergeStatus = z.enum(mergeStatuses);
export type MergeStatus = z.infer<typeof MergeStatus>;

/**
 * An approved commit on its way to the base branch. Merges of one base branch are worked on in their order;
 * `merged` also says of a pull request that it is open.
 */
export const Merge = z.object({
  id: Uuid,
  project_id: Uuid,
  task_id: Uuid,
  task_key: z.string(),
  run_id: Uuid,
  repo_path: z.string(),
  base_branch: z.string(),
  head_commit: z.string(),
  strategy: MergeStrategy,
  target: MergeTarget,
  status: MergeStatus,
  detail: z.string().nullable().meta({ description: 'why it stands where it stands, for a person' }),
  conflicts: z.array(z.string()).meta({ description: 'paths that do not merge' }),
  evidence: z.array(Evidence).meta({ description: 'the checks on the new base' }),
  base_commit: z.string().nullable(),
  merged_commit: z.string().nullable(),
  pull_request: z.object({ number: z.number().int(), url: z.string() }).nullable(),
  follow_up_task_id: Uuid.nullable().meta({ description: 'the task that rebases or reverts it' }),
  requested_by_user_id: Uuid.nullable(),
  created_at: Timestamp,
  started_at: Timestamp.nullable(),
  finished_at: Timestamp.nullable(),
});
export type Merge = z.infer<typeof Merge>;

export const NewMerge = z.strictObject({
  strategy: MergeStrategy.optional().meta({ description: "the project's when absent" }),
  target: MergeTarget.optional().meta({ description: "the project's when absent" }),
});
export type NewMerge = z.infer<typeof NewMerge>;

/** What a merge would meet now, found without changing anything. */
export const MergePreview = z.object({
  base_branch: z.string(),
  base_commit: z.string(),
  head_commit: z.string(),
  ahead: z.number().int(),
  behind: z.number().int(),
  can_fast_forward: z.boolean(),
  conflicts: z.array(z.string()),
  obstacle: z.string().nullable().meta({
    description: 'what else is in the way, e.g. uncommitted changes where the branch is checked out',
  }),
  is_merged: z.boolean(),
});
export type MergePreview = z.infer<typeof MergePreview>;

/** Which side of a diff a line stands on. */
export const DiffSide = z.enum(['old', 'new']);
export const ReviewComment = z.object({
  id: Uuid,
  project_id: Uuid,
  task_id: Uuid,
  run_id: Uuid,
  head_commit: z.string().nullable(),
  path: z.string(),
  side: DiffSide,
  line: z.number().int(),
  line_text: z.string(),
  body: z.string(),
  author_user_id: Uuid.nullable(),
  sent_at: Timestamp.nullable().meta({ description: 'when it was given to the next run' }),
  resolved_at: Timestamp.nullable().meta({ description: 'when a person settled it; null while it is open' }),
  resolved_by_user_id: Uuid.nullable(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type ReviewComment = z.infer<typeof ReviewComment>;
const Body = Text(10_000).refine((text) => text.trim() !== '', { error: 'Say something.' });
export const NewReviewComment = z.strictObject({
  path: z.string().min(1).max(4_096),
  side: DiffSide.default('new'),
  line: z.number().int().min(1).max(10_000_000),
  line_text: z.string().max(2_000).default(''),
  body: Body,
});
export type NewReviewComment = z.infer<typeof NewReviewComment>;
export const ReviewCommentResolution = z.strictObject({ is_resolved: z.boolean() });
export const ReviewCommentPatch = z.strictObject({ body: Body });
