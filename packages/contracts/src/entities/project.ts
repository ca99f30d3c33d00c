import { z } from 'zod';
import { Line, Text, Timestamp, Uuid } from './primitives.ts';
import { Role } from './user.ts';

/** A branch of its own; never one that people work on. */
const BranchName = z
  .string()
  .max(200)
  .regex(
    /^overmind\/[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/,
    'Use a branch below "overmind/".',
  )
  .refine((name) => !/\.\.|\.lock(?:\/|$)|\.$/.test(name), { error: 'Git refuses this branch name.' });
const RepoFile = z
  .string()
  .max(500)
  .regex(/^[\w.-]+(?:\/[\w.-]+)*$/, 'Give a path inside the repository.')
  .refine(
    (path) => !path.split('/').some((part) => part === '.' || part === '..' || part.toLowerCase() === '.git'),
    {
      error: 'Give a path inside the repository, with no "..".',
    },
  );

/** Code changes and infrastructure always need a person. */
export const AutoAcceptable = z.enum(['test', 'review', 'research', 'doc']);

export const ProjectSettings = z.strictObject({
  auto_accept: z.array(AutoAcceptable).default([]),
  base_branch: z.string().max(255).nullable().default(null).meta({
    description: "the branch that runs start from; the repository's default branch when null",
  }),
  concurrency: z.number().int().min(1).max(20).default(4).meta({ description: 'live runs at once' }),
  state_keep_versions: z.number().int().min(10).max(100_000).default(1_000).meta({
    description: 'state versions kept; those that people wrote are kept beyond it',
  }),
  state_mirror: z
    .strictObject({
      branch: BranchName.default('overmind/state'),
      path: RepoFile.default('overmind-state.yaml'),
    })
    .nullable()
    .default(null)
    .meta({
      description: 'where each version is also committed in the default repository; null for nowhere',
    }),
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
