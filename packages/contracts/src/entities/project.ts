import { z } from 'zod';
import { mostAnswerHours, usualAnswerHours } from './answer-hours.ts';
import { ProjectBudgets } from './budget.ts';
import { MergeStrategy, MergeTarget } from './merge-ways.ts';
import { ModelPrivacy } from './model.ts';
import { ModelRulesByWork } from './model-work.ts';
import { PlannerSettings } from './planner.ts';
import { changesOf, Line, Text, Timestamp, Uuid } from './primitives.ts';
import { Role } from './user.ts';
import { VoiceRules } from './voice-rules.ts';

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

/** How approved work gets to the base branch. */
export const MergeRules = z.strictObject({
  on_approve: z.boolean().default(false).meta({ description: 'approving also merges, where one may' }),
  strategy: MergeStrategy.default('merge'),
  target: MergeTarget.default('local'),
  checks: z.boolean().default(true).meta({ description: "run the agent's checks on the new base first" }),
  remote: z
    .string()
    .max(100)
    .regex(/^[A-Za-z0-9][\w.-]*$/, 'Give the name of a remote, such as "origin".')
    .default('origin'),
  api_url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .refine((address) => !/[?#]/.test(address) && !/^[^:]+:\/\/[^/]*@/.test(address), {
      error: 'Leave out what stands before "@" and behind "?" or "#".',
    })
    .nullable()
    .default(null)
    .meta({
      description: "address of a GitHub-compatible API; GitHub's own when null",
    }),
  token_env: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'Give the name of an environment variable of the runner.')
    .default('GITHUB_TOKEN'),
});
export type MergeRules = z.infer<typeof MergeRules>;

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
  merge: MergeRules.prefault({}),
  terminal: z.boolean().default(false).meta({
    description: 'maintainers may open a terminal into a workspace; every one is recorded',
  }),
  artifact_keep_days: z.number().int().min(1).max(3_650).default(90).meta({
    description: 'how long files of runs are kept; those of approved runs stay',
  }),
  recording_keep_days: z.number().int().min(1).max(3_650).default(365).meta({
    description: 'how long recordings are kept; those that tasks came from stay',
  }),
  discussion_keep_days: z.number().int().min(1).max(3_650).default(365).meta({
    description: 'how long ended discussions are kept; those that tasks came from stay',
  }),
  model_call_keep_days: z.number().int().min(1).max(3_650).default(365).meta({
    description: 'how long single calls of models are kept; their sums stay, as do those of open tasks',
  }),
  discussion_answer_hours: z
    .number()
    .int()
    .min(1)
    .max(mostAnswerHours)
    .default(usualAnswerHours)
    .meta({ description: 'how long a discussion waits for an answer; one may say otherwise for itself' }),
  voice: VoiceRules.prefault({}),
  budgets: ProjectBudgets.prefault({}).meta({ description: 'what calls of models may cost' }),
  planner: PlannerSettings.prefault({}).meta({ description: 'how requests become tasks' }),
  model_privacy: ModelPrivacy.default('any').meta({
    description: 'what models may be sent of this project; an agent may be held to less',
  }),
  repository_privacy: z
    .record(z.string().trim().min(1).max(4_096), ModelPrivacy)
    .refine((rules) => Object.keys(rules).length <= 100, { error: 'Name at most 100 repositories.' })
    .default({})
    .meta({ description: 'the same for single repositories, by their path' }),
  model_rules: ModelRulesByWork.default({}).meta({
    description: 'what models for single kinds of work must have, and how they are chosen',
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
  settings: changesOf(ProjectSettings)
    .extend({ budgets: changesOf(ProjectBudgets).optional() })
    .optional(),
});
export type ProjectPatch = z.infer<typeof ProjectPatch>;
