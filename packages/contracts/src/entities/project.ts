import { z } from 'zod';
import { Line, Text, Timestamp, Uuid } from './primitives.ts';
import { Role } from './user.ts';

/** Code changes and infrastructure always need a person. */
export const AutoAcceptable = z.enum(['test', 'review', 'research', 'doc']);

export const ProjectSettings = z.strictObject({
  auto_accept: z.array(AutoAcceptable).default([]),
  base_branch: z.string().max(255).nullable().default(null).meta({
    description: "the branch that runs start from; the repository's default branch when null",
  }),
  concurrency: z.number().int().min(1).max(20).default(4).meta({ description: 'live runs at once' }),
  orchestration: z.enum(['running', 'paused']).default('running'),
});
export type ProjectSettings = z.infer<typeof ProjectSettings>;

export const Project = z.object({
  id: Uuid,
  key: z.string().meta({ description: 'prefix of its task keys, e.g. SHOP' }),
  name: z.string(),
  description: z.string(),
  default_repo_path: z.string().nullable(),
  settings: ProjectSettings,
  my_role: Role,
  version: z.number().int(),
  created_at: Timestamp,
  updated_at: Timestamp,
  archived_at: Timestamp.nullable(),
});
export type Project = z.infer<typeof Project>;

export const ProjectCard = Project.extend({
  open_tasks: z.number().int(),
  needs_you: z.number().int().meta({ description: 'tasks that wait for a person' }),
  live_runs: z.number().int(),
  last_run_status: z.string().nullable(),
  last_activity_at: Timestamp.nullable(),
});
export type ProjectCard = z.infer<typeof ProjectCard>;

export const RepoPath = z.string().trim().min(1).max(4_096);
export const NewProject = z.strictObject({
  name: Line(100),
  description: Text(5_000).default(''),
  default_repo_path: RepoPath.nullable().default(null),
  settings: ProjectSettings.partial().default({}),
});
export type NewProject = z.infer<typeof NewProject>;
export const ProjectPatch = z.strictObject({
  name: Line(100).optional(),
  description: Text(5_000).optional(),
  default_repo_path: RepoPath.nullable().optional(),
  settings: ProjectSettings.partial().optional(),
});
export type ProjectPatch = z.infer<typeof ProjectPatch>;
