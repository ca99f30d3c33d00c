import { z } from 'zod';
import { Command } from './agent.ts';
import { Line, Timestamp, Uuid } from './primitives.ts';

export const runnerStatuses = ['online', 'stale', 'offline', 'draining'] as const;
export const Runner = z.object({
  id: Uuid,
  name: z.string(),
  labels: z.array(z.string()),
  version: z.string().nullable(),
  platform: z.string().nullable(),
  capacity: z.number().int(),
  allowed_roots: z.array(z.string()),
  last_heartbeat_at: Timestamp.nullable(),
  status: z.enum(runnerStatuses),
  created_at: Timestamp,
});
export type Runner = z.infer<typeof Runner>;

export const NewRunner = z.strictObject({ name: Line(80), labels: z.array(Line(64)).max(20).default([]) });
export const RunnerPatch = z.strictObject({
  name: Line(80).optional(),
  is_draining: z.boolean().optional(),
});

/** What a runner found at a path, or why it refuses the path. */
export const Inspection = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    repo_path: z.string().meta({ description: 'the real path, symlinks resolved' }),
    name: z.string(),
    default_branch: z.string().nullable(),
    detected: z.object({
      test: z.array(Command),
      lint: z.array(Command),
      build: z.array(Command),
      format: z.array(Command),
    }),
  }),
  z.object({
    ok: z.literal(false),
    reason: z.enum([
      'missing',
      'not_a_directory',
      'not_git',
      'outside_roots',
      'unreadable',
      'bare',
      'empty_repository',
    ]),
    detail: z.string(),
  }),
]);
export type Inspection = z.infer<typeof Inspection>;

/** A folder a person may pick in the browser: always under a root that a runner allows. */
export const FolderEntry = z.object({ name: z.string(), path: z.string(), is_repository: z.boolean() });
export type FolderEntry = z.infer<typeof FolderEntry>;
