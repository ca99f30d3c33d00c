import { z } from 'zod';
import { Timestamp, Uuid } from '../entities/primitives.ts';
import { LogStream, RunJob, RunResult, StepResult } from '../entities/run.ts';
import { FolderEntry, Inspection } from '../entities/runner.ts';
import { type ErrorCode, errorCodes } from '../errors.ts';

/**
 * The runner channel, `GET /ws/runner`. The runner dials out with its token, says `hello`, is told
 * `welcome`, and from then on:
 *
 *   runner  claim {capacity}           → server  assign {job}, one for each run, as work appears
 *   runner  log {run_id, first_seq, …} → server  log.ack {run_id, acked_seq}
 *   runner  state | complete | release → server  ack {frame_id} or refused {frame_id, code}
 *   runner  heartbeat {runs}           → server  leases {runs}: the renewed or lost ones
 *   server  ask {ask_id, …}            → runner  answer {ask_id, …}
 *   server  cancel | drain
 *
 * What is not acknowledged stays on the runner's disk and is sent again after the next `welcome`.
 * The server drops log lines it has (run, seq) and refuses anything under an old lease token.
 */
export const runnerProtocol = 1;
export const maxRunnerFrameBytes = 8 * 1024 * 1024;
/** Most log lines in one `log` frame. */
export const maxLogBatchLines = 2_000;

const Lease = z.object({ run_id: Uuid, lease_token: z.string().max(32) });

export const LogInput = z.object({
  stream: LogStream,
  message: z.string().max(20_000),
  created_at: Timestamp,
});
export type LogInput = z.infer<typeof LogInput>;

export const RunnerHello = z.object({
  type: z.literal('hello'),
  protocol: z.number().int(),
  version: z.string().max(64),
  platform: z.string().max(64),
  labels: z.array(z.string().max(64)).max(20),
  capacity: z.number().int().min(1).max(100),
  allowed_roots: z.array(z.string().max(4_096)).max(100),
  /** Runs whose processes live, or whose spooled ends the server has not acknowledged. */
  live_runs: z.array(Lease).max(200),
});
export type RunnerHello = z.infer<typeof RunnerHello>;

export const RunnerFrame = z.discriminatedUnion('type', [
  RunnerHello,
  z.object({ type: z.literal('roots'), allowed_roots: z.array(z.string().max(4_096)).max(100) }),
  z.object({ type: z.literal('claim'), capacity: z.number().int().min(0).max(100) }),
  Lease.extend({
    type: z.literal('log'),
    first_seq: z.number().int().min(1),
    lines: z.array(LogInput).min(1).max(maxLogBatchLines),
  }),
  Lease.extend({
    type: z.literal('state'),
    frame_id: Uuid,
    status: z.literal('streaming'),
    base_commit: z.string().max(64).nullable().default(null),
    steps: z.array(StepResult).max(100),
  }),
  Lease.extend({
    type: z.literal('complete'),
    frame_id: Uuid,
    last_seq: z.number().int().min(0),
    result: RunResult,
  }),
  /** The runner lost the processes of this run, or hands it back; it is queued again. */
  Lease.extend({ type: z.literal('release'), frame_id: Uuid, detail: z.string().max(1_000) }),
  z.object({ type: z.literal('heartbeat'), runs: z.array(Lease).max(200) }),
  z.object({
    type: z.literal('answer'),
    ask_id: Uuid,
    answer: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('inspect'), inspection: Inspection }),
      z.object({
        kind: z.literal('browse'),
        path: z.string().nullable(),
        entries: z.array(FolderEntry).max(1_000),
      }),
      z.object({ kind: z.literal('mirror_state'), commit: z.string().max(64) }),
      z.object({ kind: z.literal('refused'), detail: z.string().max(1_000) }),
    ]),
  }),
  z.object({ type: z.literal('drain') }),
]);
export type RunnerFrame = z.infer<typeof RunnerFrame>;

export const RunnerQuestion = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('inspect'), path: z.string() }),
  z.object({
    kind: z.literal('browse'),
    path: z.string().nullable().meta({ description: 'null lists the roots' }),
  }),
  /** Commits the state document to a branch of its own, without touching any checkout. */
  z.object({
    kind: z.literal('mirror_state'),
    path: z.string(),
    branch: z.string(),
    file: z.string(),
    content: z.string(),
    author: z.string().meta({ description: 'Name <address>, as git writes it' }),
    message: z.string(),
    committed_at: Timestamp,
  }),
]);
export type RunnerQuestion = z.infer<typeof RunnerQuestion>;
export type RunnerAnswer = Extract<RunnerFrame, { type: 'answer' }>['answer'];

export const ServerToRunnerFrame = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('welcome'),
    runner_id: Uuid,
    heartbeat_ms: z.number().int(),
    lease_ms: z.number().int(),
    server_time: Timestamp,
  }),
  z.object({ type: z.literal('assign'), job: RunJob }),
  z.object({ type: z.literal('log.ack'), run_id: Uuid, acked_seq: z.number().int() }),
  z.object({ type: z.literal('ack'), frame_id: Uuid }),
  z.object({
    type: z.literal('refused'),
    frame_id: Uuid.nullable(),
    run_id: Uuid.nullable(),
    code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
    detail: z.string(),
  }),
  z.object({
    type: z.literal('leases'),
    runs: z.array(Lease.extend({ is_valid: z.boolean(), lease_expires_at: Timestamp.nullable() })),
  }),
  z.object({ type: z.literal('cancel'), run_id: Uuid, reason: z.string() }),
  z.object({ type: z.literal('ask'), ask_id: Uuid, question: RunnerQuestion }),
  z.object({ type: z.literal('drain') }),
]);
export type ServerToRunnerFrame = z.infer<typeof ServerToRunnerFrame>;
