import { z } from 'zod';
import { Line, Text, Timestamp, Uuid } from './primitives.ts';
import { TaskType } from './task.ts';

const RelativePath = z
  .string()
  .min(1)
  .max(1_024)
  .refine((path) => !/^([/\\]|[A-Za-z]:)/.test(path) && !path.split(/[\\/]/).includes('..'), {
    error: 'Give a path inside the repository, with no "..".',
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

export const executors = ['commands', 'acp', 'model'] as const;
export const AgentConfig = z.strictObject({
  executor: z.enum(executors).default('commands'),
  repo_path: z.string().max(4_096).optional(),
  handles: z.array(TaskType).max(6).default([]),
  commands: z.array(Command).max(50).default([]),
  checks: z.array(Command).max(50).default([]),
  paths: z.array(z.string().max(256)).max(100).default([]).meta({
    description: 'globs of files this agent looks after; used to choose an agent for a request',
  }),
  max_attempts: z.number().int().min(1).max(10).default(1),
  concurrency: z.number().int().min(1).max(50).default(1),
  env: z.array(EnvName).max(50).default([]).meta({ description: 'names passed on from the runner' }),
  secrets: z.array(EnvName).max(50).default([]).meta({
    description: 'names passed on from the runner whose values are redacted from every log line',
  }),
  network: z.enum(['none', 'full']).default('full'),
  acp: z
    .union([
      z.strictObject({ preset: Line(64) }),
      z.strictObject({ command: z.array(Argument).min(1).max(256) }),
    ])
    .optional()
    .meta({ description: 'for the executor acp: which coding agent, by preset or by command' }),
  permissions: z.enum(['ask', 'allow', 'deny']).optional().meta({
    description: 'for the executor acp: what becomes of its permission requests; ask when absent',
  }),
  model_policy: z
    .strictObject({
      privacy: z.enum(['local_only', 'no_training', 'any']),
      prefer: z.array(Line(128)).max(20).default([]),
    })
    .optional()
    .meta({ description: 'for the executor model: which models may do its work' }),
  max_output_mb: z.number().int().min(1).max(4_096).default(64),
  max_wall_s: z.number().int().min(1).max(86_400).default(3_600),
  prompt: Text(50_000).optional(),
});
export type AgentConfig = z.infer<typeof AgentConfig>;

export const AgentName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,31}$/, 'Use a short lower-case name: letters, digits, "-" and "_".');

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
