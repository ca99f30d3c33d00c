import { z } from 'zod';
import { Text, Timestamp, Uuid } from './primitives.ts';

export const PermissionOption = z.object({
  id: z.string().min(1).max(200),
  name: z.string().max(500),
  kind: z.enum(['allow_once', 'allow_always', 'reject_once', 'reject_always']),
});
export type PermissionOption = z.infer<typeof PermissionOption>;

/** What a coding agent asks leave for; its text is the agent's own and is never obeyed. */
export const PermissionAsk = z.object({
  id: Uuid,
  tool_call_id: z.string().max(200).nullable(),
  title: z.string().max(2_000),
  detail: z.string().max(20_000).meta({ description: 'command, path or arguments' }),
  options: z.array(PermissionOption).min(1).max(20),
  expires_at: Timestamp,
});
export type PermissionAsk = z.infer<typeof PermissionAsk>;

export const permissionStatuses = ['pending', 'allowed', 'denied', 'expired', 'withdrawn'] as const;
export const Permission = PermissionAsk.extend({
  run_id: Uuid,
  task_id: Uuid,
  project_id: Uuid,
  status: z.enum(permissionStatuses),
  option_id: z.string().nullable(),
  decided_by_user_id: Uuid.nullable(),
  decided_at: Timestamp.nullable(),
  created_at: Timestamp,
});
export type Permission = z.infer<typeof Permission>;

/** Allow or deny in general, or one of the options offered. */
export const PermissionDecision = z.union([
  z.strictObject({ decision: z.enum(['allow', 'deny']) }),
  z.strictObject({ option_id: z.string().min(1).max(200) }),
]);
export type PermissionDecision = z.infer<typeof PermissionDecision>;

/** Words of a person for a live coding agent. */
export const RunInput = z.object({
  id: Uuid,
  run_id: Uuid,
  text: z.string(),
  author_user_id: Uuid.nullable(),
  status: z.enum(['queued', 'delivered', 'refused']),
  detail: z.string().nullable(),
  created_at: Timestamp,
});
export type RunInput = z.infer<typeof RunInput>;
export const NewRunInput = z.strictObject({
  text: Text(20_000).refine((text) => text.trim() !== '', { error: 'Say something.' }),
});
