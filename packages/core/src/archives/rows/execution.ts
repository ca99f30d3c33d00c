import { executors } from '@overmind/contracts/entities/agent';
import { Sha256 } from '@overmind/contracts/entities/primitives';
import {
  artifactKinds,
  Evidence,
  RunFlag,
  RunMetrics,
  RunReason,
  RunStatus,
  SandboxLevel,
  StepResult,
} from '@overmind/contracts/entities/run';
import { z } from 'zod';
import { Count, Id, Int, JsonObject, nullable, rowOf, Time } from './primitives.ts';

/** As long as a runner may send it. */
const Commit = z.string().max(64).nullable();
const Branch = z.string().max(255).nullable();

export const executionRows = {
  agent_runs: rowOf('agent_runs', {
    id: Id,
    project_id: Id,
    agent_id: Id,
    task_id: Id,
    attempt: Int.min(1),
    status: RunStatus,
    reason: RunReason.nullable(),
    status_detail: nullable.text,
    payload: JsonObject,
    repo_path: z.string().max(4_096),
    labels: z.array(z.string().max(64)).max(20).default([]),
    branch: Branch,
    base_commit: Commit,
    head_commit: Commit,
    steps: z.array(StepResult).max(1_000),
    evidence: z.array(Evidence).max(1_000),
    exit_code: Int.nullable(),
    summary: nullable.text,
    metrics: RunMetrics,
    flags: z.array(RunFlag).max(1_000).default([]),
    sandbox: SandboxLevel.nullable().default(null),
    executor: z.enum(executors).default('commands'),
    log_seq: Count,
    transcript_seq: Count.default(0),
    cancel_requested_at: nullable.time,
    created_at: Time,
    started_at: nullable.time,
    finished_at: nullable.time,
  }),
  agent_run_logs: rowOf('agent_run_logs', {
    run_id: Id,
    seq: Int.min(1),
    last_seq: Int.min(1),
    lines: z.string(),
    created_at: Time,
  }),
  artifacts: rowOf('artifacts', {
    id: Id,
    project_id: Id,
    task_id: Id,
    run_id: Id,
    kind: z.enum(artifactKinds),
    name: z.string().regex(/^[\w.-]{1,100}$/),
    size_bytes: z.number().int().min(0),
    sha256: Sha256,
    mime_type: z.string().regex(/^[\w.+-]{1,64}\/[\w.+-]{1,64}(; charset=utf-8)?$/),
    metadata: JsonObject,
    created_at: Time,
  }),
};
