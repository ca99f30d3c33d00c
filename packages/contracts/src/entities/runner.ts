import { z } from 'zod';
import { Command } from './agent.ts';
import { Line, Timestamp, Uuid } from './primitives.ts';
import { SandboxLevel } from './run.ts';

export const runnerStatuses = ['online', 'stale', 'offline', 'draining'] as const;
/** A coding agent that a runner knows how to start. */
export const DetectedAgent = z.object({
  preset: z.string().max(64),
  title: z.string().max(128),
  version: z.string().max(64).nullable(),
  is_installed: z.boolean(),
  install_hint: z.string().max(500),
});
export type DetectedAgent = z.infer<typeof DetectedAgent>;

/** A folder in which a run works or worked. */
export const RunnerWorkspace = z.object({
  run_id: Uuid,
  task_key: z.string(),
  path: z.string(),
  repo_path: z.string(),
  branch: z.string().nullable(),
  state: z.enum(['live', 'kept', 'left']),
  size_bytes: z.number().int().nullable(),
  since: Timestamp,
});
export type RunnerWorkspace = z.infer<typeof RunnerWorkspace>;
/** Whether a run works in its workspace, or left it and it is still there. */
export const RunWorkspaceState = z.enum(['live', 'kept', 'gone']);
export type RunWorkspaceState = z.infer<typeof RunWorkspaceState>;
export const WorkspaceReport = z.object({
  workspaces: z.array(RunnerWorkspace).max(500),
  caches_bytes: z.number().int(),
  spool_bytes: z.number().int(),
  agents_bytes: z.number().int().default(0).meta({ description: 'homes of coding agents' }),
  budget_bytes: z.number().int(),
  free_bytes: z.number().int().meta({ description: 'of the disk' }),
});
export type WorkspaceReport = z.infer<typeof WorkspaceReport>;

export const Runner = z.object({
  id: Uuid,
  name: z.string(),
  labels: z.array(z.string()).meta({ description: 'those it was given and those it says of itself' }),
  given_labels: z
    .array(z.string())
    .meta({ description: 'those it was given here, whatever it says of itself' }),
  version: z.string().nullable(),
  platform: z.string().nullable(),
  capacity: z.number().int(),
  allowed_roots: z.array(z.string()),
  sandbox: SandboxLevel.nullable(),
  agents: z.array(DetectedAgent),
  live_runs: z.number().int().meta({ description: 'for a token of one project those of that one' }),
  last_heartbeat_at: Timestamp.nullable(),
  status: z.enum(runnerStatuses),
  is_turned_away: z.boolean().meta({
    description:
      'its program speaks another protocol than the server, which gives it no runs until it is updated',
  }),
  created_at: Timestamp,
});
export type Runner = z.infer<typeof Runner>;

export const NewRunner = z.strictObject({ name: Line(80), labels: z.array(Line(64)).max(20).default([]) });
export const RunnerPatch = z.strictObject({
  name: Line(80).optional(),
  is_draining: z.boolean().optional(),
  labels: z.array(Line(64)).max(20).optional().meta({ description: 'all that it is to be given here' }),
});

/** What a runner found at a path, or why it refuses the path. */
export const Inspection = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    repo_path: z.string().meta({ description: 'the real path, symlinks resolved' }),
    name: z.string(),
    has_git: z.boolean().default(true).meta({
      description:
        'without git each run works in a copy of the folder, and its changes are a patch to apply by hand: there are no branches and no merges',
    }),
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
