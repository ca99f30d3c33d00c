import { z } from 'zod';
import { AgentConfig, Command, executors, ReviewerCheck } from './agent.ts';
import { CriteriaReview } from './criteria-review.ts';
import { CatalogueEntry, ModelPrices, ModelPrivacy } from './model.ts';
import { RunModelUse } from './model-call.ts';
import { Sha256, Text, Timestamp, Uuid } from './primitives.ts';
import { NewPromptVersion } from './prompt.ts';
import { Task, TaskOrigin } from './task.ts';

export const runStatuses = [
  'queued',
  'started',
  'streaming',
  'completed',
  'failed',
  'timed_out',
  'canceled',
] as const;
export const RunStatus = z.enum(runStatuses);
export type RunStatus = z.infer<typeof RunStatus>;
export const liveRunStatuses = ['queued', 'started', 'streaming'] as const satisfies readonly RunStatus[];

/** Why a run ended as it did; `detail` beside it is the sentence for a person. */
export const RunReason = z.enum([
  'ok',
  'command_failed',
  'command_not_found',
  'check_failed',
  'timed_out',
  'output_limit',
  'no_evidence',
  'empty_diff',
  'forbidden_path',
  'agent_failed',
  'agent_silent',
  'conflict',
  'disk_full',
  'workspace_failed',
  'limit_exceeded',
  'over_budget',
  'sandbox_unavailable',
  'canceled',
  'lost',
  'released',
  'internal',
]);
export type RunReason = z.infer<typeof RunReason>;

export const StepResult = z.object({
  name: z.string(),
  kind: z.enum(['setup', 'command', 'agent', 'check', 'teardown']),
  run: z.array(z.string()),
  status: z.enum(['pending', 'running', 'passed', 'failed', 'allowed_failure', 'timed_out', 'skipped']),
  exit_code: z.number().int().nullable(),
  duration_ms: z.number().int().nullable(),
  log_from_seq: z.number().int().nullable(),
  log_to_seq: z.number().int().nullable(),
});
export type StepResult = z.infer<typeof StepResult>;

export const CheckResult = z.object({
  name: z.string(),
  status: z.enum(['passed', 'failed', 'skipped']),
  exit_code: z.number().int().nullable(),
  duration_ms: z.number().int(),
});
export type CheckResult = z.infer<typeof CheckResult>;

/** How far the processes of a run were shut in. */
export const SandboxLevel = z.enum(['sandboxed', 'restricted', 'none']);
export type SandboxLevel = z.infer<typeof SandboxLevel>;

/** What a run did to its own proof. A person decides; no rule accepts such a run. */
export const RunFlag = z.object({
  kind: z
    .enum([
      'test_deleted',
      'test_skipped',
      'assertion_removed',
      'check_changed',
      'changed_later',
      'branch_restored',
    ])
    .meta({
      description:
        'changed_later: checks or teardown changed a file of the result, which holds it as the work left it; ' +
        'branch_restored: a branch or tag that vanished during the run was put back',
    }),
  path: z.string().max(4_096),
  line: z.number().int().nullable(),
  text: z.string().max(2_000),
});
export type RunFlag = z.infer<typeof RunFlag>;

/** What was proven, by which command, with which output. */
export const Evidence = z.object({
  name: z.string(),
  kind: z.enum(['command', 'check', 'diff', 'report', 'review']),
  run: z.array(z.string()),
  exit_code: z.number().int().nullable(),
  duration_ms: z.number().int().nullable(),
  log_from_seq: z.number().int().nullable(),
  log_to_seq: z.number().int().nullable(),
  excerpt: Text(16_384).meta({ description: 'the last lines of the output, redacted' }),
  tests: z
    .object({ passed: z.number().int(), failed: z.number().int(), skipped: z.number().int() })
    .nullable(),
  review: CriteriaReview.optional().meta({ description: 'what a reviewer found, criterion by criterion' }),
});
export type Evidence = z.infer<typeof Evidence>;

export const RunMetrics = z.object({
  wall_ms: z.number().int().optional(),
  cpu_ms: z.number().int().optional(),
  log_lines: z.number().int().optional(),
  log_bytes: z.number().int().optional(),
  files_changed: z.number().int().optional(),
  insertions: z.number().int().optional(),
  deletions: z.number().int().optional(),
  input_tokens: z.number().int().optional(),
  output_tokens: z.number().int().optional(),
  cached_tokens: z.number().int().optional(),
  cost_micros: z.number().int().optional().meta({ description: 'millionths of a US dollar' }),
  tool_calls: z.number().int().optional(),
  model_uses: z.array(RunModelUse).max(2_000).optional().meta({
    description: 'what models that the runner called by itself took, which stands in the ledger, too',
  }),
});
export type RunMetrics = z.infer<typeof RunMetrics>;

export const RunResult = z.object({
  status: z.enum(['completed', 'failed', 'timed_out', 'canceled']),
  reason: RunReason.default('ok'),
  exit_code: z.number().int().nullable().default(null),
  summary: Text(20_000).default(''),
  checks: z.array(CheckResult).max(100).default([]),
  steps: z.array(StepResult).max(100).default([]),
  evidence: z.array(Evidence).max(200).default([]),
  artifacts: z
    .array(z.object({ id: Uuid, kind: z.string() }))
    .max(100)
    .default([]),
  discoveries: z
    .array(z.object({ kind: z.string().max(64), text: Text(4_000) }))
    .max(50)
    .default([]),
  metrics: RunMetrics.default({}),
  branch: z.string().max(255).nullable().default(null),
  base_commit: z.string().max(64).nullable().default(null),
  head_commit: z.string().max(64).nullable().default(null),
  flags: z.array(RunFlag).max(200).default([]),
});
export type RunResult = z.infer<typeof RunResult>;

export const Run = z.object({
  id: Uuid,
  project_id: Uuid,
  task_id: Uuid,
  agent_id: Uuid,
  runner_id: Uuid.nullable(),
  attempt: z.number().int(),
  status: RunStatus,
  reason: RunReason.nullable(),
  status_detail: z.string().nullable(),
  branch: z.string().nullable(),
  base_commit: z.string().nullable(),
  head_commit: z.string().nullable(),
  steps: z.array(StepResult),
  exit_code: z.number().int().nullable(),
  summary: z.string().nullable(),
  evidence: z.array(Evidence),
  flags: z.array(RunFlag),
  sandbox: SandboxLevel.nullable(),
  executor: z.enum(executors),
  is_waiting: z.boolean().meta({ description: 'it waits for a person to answer a permission request' }),
  metrics: RunMetrics,
  log_seq: z.number().int().meta({ description: 'seq of the last stored log line' }),
  transcript_seq: z.number().int().meta({ description: 'seq of the last stored transcript change' }),
  cancel_requested_at: Timestamp.nullable(),
  created_at: Timestamp,
  started_at: Timestamp.nullable(),
  finished_at: Timestamp.nullable(),
});
export type Run = z.infer<typeof Run>;

export const LogStream = z.enum(['stdout', 'stderr', 'system', 'agent']);
export type LogStream = z.infer<typeof LogStream>;
export const LogLine = z.object({
  seq: z.number().int().min(1),
  stream: LogStream,
  message: z.string().max(20_000),
  created_at: Timestamp,
});
export type LogLine = z.infer<typeof LogLine>;

export const artifactKinds = [
  'diff',
  'patch',
  'report',
  'test_results',
  'screenshot',
  'log',
  'terminal',
  'review',
] as const;
export const Artifact = z.object({
  id: Uuid,
  project_id: Uuid,
  task_id: Uuid,
  run_id: Uuid,
  kind: z.enum(artifactKinds),
  name: z.string(),
  size_bytes: z.number().int(),
  sha256: Sha256,
  mime_type: z.string(),
  metadata: z.record(z.string(), z.unknown()),
  created_at: Timestamp,
});
export type Artifact = z.infer<typeof Artifact>;

/** A reviewer as the server found it when the run was claimed; without an agent the check fails with the problem. */
export const ReviewerJob = ReviewerCheck.extend({
  agent: z.object({ id: Uuid, config: AgentConfig }).nullable().default(null),
  problem: z.string().max(500).default(''),
});
export type ReviewerJob = z.infer<typeof ReviewerJob>;

/** The words that an agent or its reviewers are told, as the server has them; the runner puts its own parts beside them. */
export const JobPrompt = NewPromptVersion.pick({ system: true, body: true, variables: true }).extend({
  prompt_version_id: Uuid,
  experiment_id: Uuid.nullable(),
  arm: z.string().max(40).nullable(),
});
export type JobPrompt = z.infer<typeof JobPrompt>;

/** What a runner is told of a model, since it has no catalogue. */
export const KnownModel = CatalogueEntry.pick({
  ...{ context_tokens: true, capabilities: true, quality: true, quality_source: true },
}).extend({
  prices: ModelPrices.nullable().meta({ description: 'null where they need not be the same for the runner' }),
});
export type KnownModel = z.infer<typeof KnownModel>;

/** The immutable job a runner is given: all that it needs, and nothing it may decide itself. */
export const RunJob = z.object({
  run: z.object({ id: Uuid, attempt: z.number().int(), branch: z.string() }),
  task: Task.pick({
    id: true,
    key: true,
    title: true,
    description: true,
    acceptance_criteria: true,
    type: true,
  }),
  agent: z.object({ id: Uuid, name: z.string(), config: AgentConfig }),
  project: z.object({ id: Uuid, name: z.string() }),
  repo_path: z.string(),
  base_branch: z.string().nullable(),
  origin: TaskOrigin.nullable().default(null).meta({
    description: 'what stands in the workspace before the work begins, beside the base',
  }),
  start_commit: z.string().max(64).nullable().default(null).meta({
    description: 'the result of an earlier attempt that this one goes on from, when changes were asked for',
  }),
  resume: z
    .object({ run_id: Uuid, session_id: z.string().max(500) })
    .nullable()
    .default(null)
    .meta({ description: "the lost run whose coding agent's session may be gone on with" }),
  commands: z.array(Command),
  checks: z.array(Command),
  reviewers: z.array(ReviewerJob).max(50).default([]).meta({
    description: 'agents that judge the result once its checks have passed',
  }),
  prompts: z
    .object({ work: JobPrompt.nullable().default(null), review: JobPrompt.nullable().default(null) })
    .prefault({})
    .meta({ description: "where one is null, the runner's own words are used" }),
  feedback: z.array(z.string()).meta({ description: 'what reviewers asked for, oldest first' }),
  model_privacy: ModelPrivacy.default('any').meta({
    description: 'the strictest rule for models that holds for its work, coding agents included',
  }),
  repository_privacy: z.record(z.string(), ModelPrivacy).default({}).meta({
    description:
      'rules of the project by path, for the runner to hold against where its repository is in truth',
  }),
  known_models: z.record(z.string(), KnownModel).default({}).meta({
    description: 'what the server knows of the models that it and its reviewers name',
  }),
  limited_origins: z.array(z.string()).nullable().default(null).meta({
    description:
      'model servers whose calls wait for their turn, when it was claimed; null where that is not known',
  }),
  lease_token: z.string(),
  lease_expires_at: Timestamp,
});
export type RunJob = z.infer<typeof RunJob>;
