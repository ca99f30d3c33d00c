import { z } from 'zod';
import { AgentModelPolicy } from './model.ts';
import { Line, Text, Timestamp, Uuid } from './primitives.ts';
import { TaskType } from './task.ts';

const RelativePath = z
  .string()
  .min(1)
  .max(1_024)
  .refine((path) => !/^([/\\]|[A-Za-z]:)/.test(path) && !path.split(/[\\/]/).includes('..'), {
    error: 'Give a path inside the repository, with no "..".',
  });

const SessionFile = z
  .string()
  .max(256)
  .refine((path) => path.split('/').every((part) => !['', '.', '..', '**'].includes(part)), {
    error: 'Give a path below the home of the agent, such as ".my-agent/sessions/*.json".',
  });

const Argument = z
  .string()
  .max(4_096)
  .refine((text) => !text.includes('\0'), { error: 'An argument cannot hold NUL characters.' });

/** One argv step. No shell ever sees it, and no text from a person or a model is put into it. */
export const Command = z.strictObject({
  name: Line(80),
  run: z
    .array(Argument)
    .min(1, 'Give the program and its arguments as a list.')
    .max(256)
    .refine((run) => run[0]?.trim() !== '', { error: 'Name the program to run.' }),
  timeout_s: z.number().int().min(1).max(86_400).default(600),
  allow_failure: z.boolean().default(false),
  cwd: RelativePath.default('.'),
});
export type Command = z.infer<typeof Command>;

export const agentNamePattern = /^[a-z][a-z0-9_-]{0,31}$/;
export const AgentName = z
  .string()
  .regex(agentNamePattern, 'Use a short lower-case name: letters, digits, "-" and "_".');

/** Another agent of the project, with the executor model, that judges the result by the acceptance criteria. */
export const ReviewerCheck = z.strictObject({
  name: Line(80),
  reviewer: AgentName.meta({ description: 'the name of a model agent of the same project' }),
  allow_failure: z.boolean().default(false),
});
export type ReviewerCheck = z.infer<typeof ReviewerCheck>;

/** What has to hold once the work is done: a command that ends well, or the word of a reviewer. */
export const Check = z.union([ReviewerCheck, Command]);
export type Check = z.infer<typeof Check>;

export const isReviewerCheck = (check: Check): check is ReviewerCheck => 'reviewer' in check;
export const commandChecks = (checks: readonly Check[]): Command[] =>
  checks.filter((check): check is Command => !isReviewerCheck(check));
export const reviewerChecks = (checks: readonly Check[]): ReviewerCheck[] => checks.filter(isReviewerCheck);

/** Variables that decide which code a program loads, or that are ours to set. */
const forbiddenVariable = new RegExp(
  [
    '^(LD_|DYLD_|GIT_|OVERMIND_|BASH_FUNC_)',
    '^(NODE_OPTIONS|NODE_PATH|PYTHONPATH|PYTHONHOME|PYTHONSTARTUP|PERL5OPT|PERL5LIB|RUBYOPT|RUBYLIB)$',
    '^(JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS|BASH_ENV|ENV|IFS|SHELLOPTS)$',
  ].join('|'),
  'i',
);
const EnvName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'Give the name of an environment variable.')
  .refine((name) => !forbiddenVariable.test(name), {
    error: 'This variable changes how programs load and cannot be passed to an agent.',
  });

/** Of the runner's own; it bounds how long their values may be. */
const EnvNames = z.array(EnvName).max(50, 'Name at most 50 variables.');

const mostVariables = 100;
const mostVariableBytes = 64 * 1024;
const FixedVariables = z
  .record(EnvName, z.string().max(4_096, 'A fixed value can have 4,096 characters at most.'))
  .refine((variables) => Object.keys(variables).length <= mostVariables, {
    error: `Give at most ${mostVariables} variables.`,
  })
  .refine((variables) => Object.entries(variables).flat().join('').length <= mostVariableBytes, {
    error: `Names and values can have ${mostVariableBytes / 1024} KiB together at most.`,
  });

/** A host name, `*.` before it for all below it, or an address; a port when only that one is meant. */
const AllowedHost = z
  .string()
  .max(260)
  .regex(
    /^(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/i,
    'Give a host such as "example.org", "*.example.org" or "127.0.0.1:8080".',
  );

/**
 * What the processes of a run may use; at a bound the run ends with the reason `limit_exceeded`, and at that of
 * processors it goes on slower.
 */
export const ResourceLimits = z.strictObject({
  memory_mb: z.number().int().min(64).max(1_048_576).default(8_192),
  processes: z.number().int().min(8).max(32_768).default(1_024),
  cpus: z.number().min(0.1).max(1_024).optional().meta({
    description:
      'how many processors they may keep busy, where the runner may make control groups; all when absent. They always have a low priority',
  }),
  disk_mb: z.number().int().min(16).max(1_048_576).default(10_240).meta({
    description: 'what the workspace and the homes of its processes may grow by',
  }),
});
export type ResourceLimits = z.infer<typeof ResourceLimits>;

/** What is done in a fresh workspace before the work, and after it. */
export const WorkspaceRules = z.strictObject({
  setup: z.array(Command).max(20).default([]).meta({ description: 'run before the work, e.g. npm ci' }),
  teardown: z.array(Command).max(20).default([]).meta({ description: 'run after the work, come what may' }),
  cache: z
    .strictObject({
      key: z.array(RelativePath).min(1).max(20).meta({ description: 'files whose content names the cache' }),
      paths: z
        .array(RelativePath)
        .min(1)
        .max(20)
        .meta({ description: 'folders that are kept, e.g. node_modules' }),
    })
    .optional(),
  ports: z.number().int().min(0).max(20).default(0).meta({
    description: 'free ports given to the run as PORT, PORT_1, PORT_2, …',
  }),
  variables: FixedVariables.default({}).meta({
    description: 'variables with fixed values; never a place for secrets',
  }),
});
export type WorkspaceRules = z.infer<typeof WorkspaceRules>;

export const executors = ['commands', 'acp', 'model'] as const;
export const AgentConfig = z.strictObject({
  executor: z.enum(executors).default('commands'),
  repo_path: z.string().max(4_096).optional(),
  handles: z.array(TaskType).max(6).default([]),
  commands: z.array(Command).max(50).default([]),
  checks: z.array(Check).max(50).default([]).meta({
    description: 'what proves the work: commands, and reviewers, which look when the commands have passed',
  }),
  paths: z.array(z.string().max(256)).max(100).default([]).meta({
    description: 'globs of files this agent looks after; used to choose an agent for a request',
  }),
  max_attempts: z.number().int().min(1).max(10).default(1),
  concurrency: z.number().int().min(1).max(50).default(1),
  labels: z.array(Line(64)).max(20).default([]).meta({
    description: 'only a runner that carries all of these is given its runs',
  }),
  env: EnvNames.default([]).meta({ description: 'names passed on from the runner' }),
  secrets: EnvNames.default([]).meta({
    description: 'names passed on from the runner whose values are redacted from every log line',
  }),
  network: z
    .union([z.enum(['none', 'full']), z.strictObject({ allow: z.array(AllowedHost).min(1).max(100) })])
    .default('full'),
  sandbox: z.enum(['required', 'preferred', 'none']).default('preferred').meta({
    description: 'required refuses to run where the system offers no sandbox; none gives it up',
  }),
  limits: ResourceLimits.prefault({}),
  writes: z.array(z.string().min(1).max(256)).max(100).default([]).meta({
    description: 'globs of files this agent may change; all of the workspace when empty',
  }),
  workspace: WorkspaceRules.prefault({}),
  acp: z
    .union([
      z.strictObject({ preset: Line(64) }),
      z.strictObject({
        command: z.array(Argument).min(1).max(256),
        session_files: z.array(SessionFile).max(20).optional().meta({
          description:
            'files below its home that hold its sessions, `*` for any part of a name: all that a later attempt gets of the home; none when absent',
        }),
      }),
    ])
    .optional()
    .meta({ description: 'for the executor acp: which coding agent, by preset or by command' }),
  permissions: z.enum(['ask', 'allow', 'deny']).optional().meta({
    description: 'for the executor acp: what becomes of its permission requests; ask when absent',
  }),
  permission_timeout_s: z.number().int().min(5).max(86_400).default(600).meta({
    description: 'how long a permission request waits for a person; then it is denied',
  }),
  run_token: z.boolean().optional().meta({
    description:
      'for the executor acp: whether it may read its own task and comment on it, with a token of its run; yes when absent',
  }),
  model_policy: AgentModelPolicy.optional().meta({
    description: 'for the executor model: which models may do its work',
  }),
  max_output_mb: z.number().int().min(1).max(4_096).default(64),
  max_wall_s: z.number().int().min(1).max(86_400).default(3_600),
  prompt: Text(50_000).optional(),
});
export type AgentConfig = z.infer<typeof AgentConfig>;

export const Agent = z.object({
  id: Uuid,
  project_id: Uuid,
  name: AgentName,
  role: z.string(),
  type: z.enum(['cloud', 'local']),
  is_enabled: z.boolean(),
  config: AgentConfig,
  version: z.number().int(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type Agent = z.infer<typeof Agent>;

export const NewAgent = z.strictObject({
  name: AgentName,
  role: Line(64),
  type: z.enum(['cloud', 'local']).default('local'),
  is_enabled: z.boolean().default(true),
  config: AgentConfig,
});
export type NewAgent = z.infer<typeof NewAgent>;
export const AgentPatch = z.strictObject({
  role: Line(64).optional(),
  type: z.enum(['cloud', 'local']).optional(),
  is_enabled: z.boolean().optional(),
  config: AgentConfig.optional(),
});
export type AgentPatch = z.infer<typeof AgentPatch>;

export const AgentPreset = z.object({ name: AgentName, role: z.string(), config: AgentConfig });
export type AgentPreset = z.infer<typeof AgentPreset>;
