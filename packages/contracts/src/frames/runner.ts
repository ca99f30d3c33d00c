import { z } from 'zod';
import { PermissionAsk } from '../entities/permission.ts';
import { Timestamp, Uuid } from '../entities/primitives.ts';
import { LogStream, RunJob, RunResult, SandboxLevel, StepResult } from '../entities/run.ts';
import { DetectedAgent } from '../entities/runner.ts';
import { TranscriptStep } from '../entities/transcript.ts';
import { type ErrorCode, errorCodes } from '../errors.ts';
import { AnswerWords, RunnerQuestion } from './questions.ts';

/**
 * The runner channel, `GET /ws/runner`. The runner dials out with its token, says `hello`, is told
 * `welcome`, and from then on:
 *
 *   runner  claim {capacity}           → server  assign {job}, one for each run, as work appears
 *   runner  log {run_id, first_seq, …} → server  log.ack {run_id, acked_seq}
 *   runner  transcript {run_id, …}     → server  transcript.ack {run_id, acked_seq}
 *   runner  state | complete | release | permission.request | permission.closed | input.taken
 *                                      → server  ack {frame_id} or refused {frame_id, code}
 *   server  permission.answer | input, each again after a welcome until the runner has said that it has it
 *   runner  heartbeat {runs}           → server  leases {runs}: the renewed or lost ones
 *   server  ask {ask_id, …}            → runner  answer {ask_id, …}
 *   server  terminal.open | terminal.data | terminal.resize | terminal.close, and the same from the runner
 *   server  cancel | drain: it is given no runs until a person says otherwise; it goes on claiming what it has room for
 *
 * A runner that cannot hold a socket says and hears the same by plain calls, see `routes/runner-work.ts`.
 * What is not acknowledged stays on the runner's disk and is sent again after the next `welcome`.
 * The server drops log lines it has (run, seq) and refuses anything under an old lease token.
 *
 * A runner of another protocol is turned away at its hello with the close code `other_protocol`. The number grows also
 * where the frames stay as they were and a runner holds to less than is asked of it: since 2 it sets aside in the
 * budgets what a call of a model may take, and takes a server near by for local only where that is declared; since 3 it
 * waits for the turn of each call where its provider has limits.
 */
export const runnerProtocol = 3;
export const maxRunnerFrameBytes = 8 * 1024 * 1024;
/** Most log lines in one `log` frame. */
export const maxLogBatchLines = 2_000;
/** Most transcript steps in one `transcript` frame. */
export const maxTranscriptBatch = 500;

const Lease = z.object({ run_id: Uuid, lease_token: z.string().max(32) });

/** Bytes of a terminal, in base64. */
export const TerminalData = z.base64().max(256 * 1024);
const TerminalSize = { cols: z.number().int().min(2).max(500), rows: z.number().int().min(2).max(300) };

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
  sandbox: SandboxLevel.optional(),
  agents: z.array(DetectedAgent).max(50).optional(),
});
export type RunnerHello = z.infer<typeof RunnerHello>;

export const RunnerFrame = z.discriminatedUnion('type', [
  RunnerHello,
  z.object({ type: z.literal('roots'), allowed_roots: z.array(z.string().max(4_096)).max(100) }),
  /** Coding agents were installed, updated or removed since the hello. */
  z.object({ type: z.literal('agents'), agents: z.array(DetectedAgent).max(50) }),
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
    sandbox: SandboxLevel.optional(),
    session_id: z.string().max(500).optional().meta({
      description: 'of the coding agent, where it can be gone on with',
    }),
  }),
  Lease.extend({
    type: z.literal('transcript'),
    first_seq: z.number().int().min(1),
    steps: z.array(TranscriptStep).min(1).max(maxTranscriptBatch),
  }),
  /** A coding agent asks for leave. Said again it is the same request. */
  Lease.extend({ type: z.literal('permission.request'), frame_id: Uuid, request: PermissionAsk }),
  /** Nobody answered in time, or the agent does not want to know any more. */
  Lease.extend({
    type: z.literal('permission.closed'),
    frame_id: Uuid,
    request_id: Uuid,
    outcome: z.enum(['expired', 'withdrawn']),
  }),
  Lease.extend({
    type: z.literal('input.taken'),
    frame_id: Uuid,
    input_id: Uuid,
    refusal: z.string().max(1_000).nullable().meta({ description: 'why it could not be given to the agent' }),
  }),
  Lease.extend({
    type: z.literal('complete'),
    frame_id: Uuid,
    last_seq: z.number().int().min(0),
    result: RunResult,
  }),
  /** The runner lost the processes of this run, or hands it back; it is queued again. */
  Lease.extend({ type: z.literal('release'), frame_id: Uuid, detail: z.string().max(1_000) }),
  z.object({
    type: z.literal('heartbeat'),
    runs: z.array(Lease).max(200),
    asks: z.array(Uuid).max(200).optional().meta({ description: 'questions that are still worked on' }),
    beat: z.number().int().min(0).optional().meta({
      description: 'when it was said, by a clock of the runner; comes back with the answer',
    }),
  }),
  z.object({ type: z.literal('terminal.opened'), terminal_id: Uuid }),
  z.object({ type: z.literal('terminal.data'), terminal_id: Uuid, data: TerminalData }),
  z.object({
    type: z.literal('terminal.closed'),
    terminal_id: Uuid,
    exit_code: z.number().int().nullable(),
    detail: z.string().max(1_000),
  }),
  z.object({
    type: z.literal('answer'),
    ask_id: Uuid,
    answer: AnswerWords,
  }),
  z.object({ type: z.literal('drain') }),
]);
export type RunnerFrame = z.infer<typeof RunnerFrame>;

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
  z.object({ type: z.literal('transcript.ack'), run_id: Uuid, acked_seq: z.number().int() }),
  z.object({
    type: z.literal('permission.answer'),
    run_id: Uuid,
    request_id: Uuid,
    option_id: z.string().nullable().meta({ description: 'null denies' }),
    decided_by: z.string().max(200),
  }),
  z.object({
    type: z.literal('input'),
    run_id: Uuid,
    input_id: Uuid,
    text: z.string(),
    author: z.string().max(200),
  }),
  z.object({ type: z.literal('terminal.open'), terminal_id: Uuid, run_id: Uuid, ...TerminalSize }),
  z.object({ type: z.literal('terminal.data'), terminal_id: Uuid, data: TerminalData }),
  z.object({ type: z.literal('terminal.resize'), terminal_id: Uuid, ...TerminalSize }),
  z.object({ type: z.literal('terminal.close'), terminal_id: Uuid }),
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
    beat: z.number().int().optional().meta({ description: 'that of the heartbeat which this answers' }),
  }),
  z.object({ type: z.literal('cancel'), run_id: Uuid, reason: z.string() }),
  z.object({ type: z.literal('ask'), ask_id: Uuid, question: RunnerQuestion }),
  z.object({ type: z.literal('drain') }),
]);
export type ServerToRunnerFrame = z.infer<typeof ServerToRunnerFrame>;
