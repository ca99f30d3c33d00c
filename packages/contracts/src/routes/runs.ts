import { z } from 'zod';
import { commaList, PageQuery, pageOf, Uuid } from '../entities/primitives.ts';
import {
  Artifact,
  artifactKinds,
  LogLine,
  LogStream,
  Run,
  RunJob,
  RunResult,
  RunStatus,
} from '../entities/run.ts';
import { Cancellation } from '../entities/task.ts';
import { defineRoute, IdParams, ofProject } from './route.ts';

const runner = { kind: 'runner' } as const;

export const listRuns = defineRoute({
  id: 'runs.list',
  method: 'GET',
  path: '/projects/:id/runs',
  summary: 'Runs, newest first',
  policy: ofProject('viewer'),
  params: IdParams,
  query: z.strictObject({
    ...PageQuery.shape,
    status: commaList(RunStatus).optional(),
    task: Uuid.optional(),
  }),
  response: pageOf(Run),
});
export const getRun = defineRoute({
  id: 'runs.get',
  method: 'GET',
  path: '/runs/:id',
  summary: 'One run',
  policy: ofProject('viewer', 'run'),
  params: IdParams,
  response: Run,
});
export const getRunLogs = defineRoute({
  id: 'runs.logs',
  method: 'GET',
  path: '/runs/:id/logs',
  summary: 'Log lines after a number; without `after_seq` and with `tail`, the last ones',
  policy: ofProject('viewer', 'run'),
  params: IdParams,
  query: z.strictObject({
    after_seq: z.coerce.number().int().min(0).default(0),
    tail: z.coerce.number().int().min(1).max(2_000).optional(),
    limit: z.coerce.number().int().min(1).max(5_000).default(2_000),
    stream: LogStream.optional(),
    q: z.string().min(1).max(200).optional(),
  }),
  response: z.object({ items: z.array(LogLine), next_after_seq: z.number().int() }),
});
export const downloadRunLogs = defineRoute({
  id: 'runs.logs.download',
  method: 'GET',
  path: '/runs/:id/logs/download',
  summary: 'The whole log as text',
  policy: ofProject('viewer', 'run'),
  params: IdParams,
  responseKind: 'bytes',
});
export const getRunDiff = defineRoute({
  id: 'runs.diff',
  method: 'GET',
  path: '/runs/:id/diff',
  summary: 'What a run changed, as a unified diff',
  policy: ofProject('viewer', 'run'),
  params: IdParams,
  response: z.object({
    base_commit: z.string().nullable(),
    head_commit: z.string().nullable(),
    diff: z.string(),
    is_truncated: z.boolean(),
    artifact_id: Uuid.nullable(),
  }),
});
export const cancelRun = defineRoute({
  id: 'runs.cancel',
  method: 'POST',
  path: '/runs/:id/cancel',
  summary: 'Stop a live run; its task is canceled',
  policy: ofProject('operator', 'run'),
  params: IdParams,
  body: Cancellation.optional(),
  response: Run,
});
export const retryRun = defineRoute({
  id: 'runs.retry',
  method: 'POST',
  path: '/runs/:id/retry',
  summary: "Queue the run's failed task again",
  policy: ofProject('operator', 'run'),
  params: IdParams,
  response: Run,
});
export const listRunArtifacts = defineRoute({
  id: 'runs.artifacts.list',
  method: 'GET',
  path: '/runs/:id/artifacts',
  summary: 'Files a run produced',
  policy: ofProject('viewer', 'run'),
  params: IdParams,
  response: z.object({ items: z.array(Artifact), next_cursor: z.null() }),
});
export const getArtifact = defineRoute({
  id: 'artifacts.get',
  method: 'GET',
  path: '/artifacts/:id',
  summary: 'One artifact',
  policy: ofProject('viewer', 'artifact'),
  params: IdParams,
  response: Artifact,
});
export const getArtifactContent = defineRoute({
  id: 'artifacts.content',
  method: 'GET',
  path: '/artifacts/:id/content',
  summary: 'The bytes of an artifact, as an attachment; ranges are served',
  policy: ofProject('viewer', 'artifact'),
  params: IdParams,
  responseKind: 'bytes',
});

const LeaseToken = z.string().min(1).max(32);

export const appendRunLogs = defineRoute({
  id: 'runs.logs.append',
  method: 'POST',
  path: '/runs/:id/logs',
  summary: 'For runners: store log lines; those already stored are dropped',
  policy: runner,
  params: IdParams,
  body: z.strictObject({
    lease_token: LeaseToken,
    lines: z
      .array(
        z.strictObject({ seq: z.number().int().min(1), stream: LogStream, message: z.string().max(20_000) }),
      )
      .min(1)
      .max(5_000),
  }),
  response: z.object({ acked_seq: z.number().int() }),
  bodyLimit: 16 * 1024 * 1024,
});
export const completeRun = defineRoute({
  id: 'runs.complete',
  method: 'POST',
  path: '/runs/:id/complete',
  summary: 'For runners: end a run',
  policy: runner,
  params: IdParams,
  body: z.strictObject({ lease_token: LeaseToken, ...RunResult.shape }),
  response: Run,
});
export const uploadRunArtifact = defineRoute({
  id: 'runs.artifacts.create',
  method: 'POST',
  path: '/runs/:id/artifacts',
  summary: 'For runners: upload a file of a run; the body is its bytes',
  policy: runner,
  params: IdParams,
  query: z.strictObject({
    lease_token: LeaseToken,
    kind: z.enum(artifactKinds),
    name: z.string().regex(/^[\w.-]{1,100}$/),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  bodyKind: 'bytes',
  bodyLimit: 4 * 1024 * 1024 * 1024,
  response: Artifact,
  status: 201,
});
export const claimRuns = defineRoute({
  id: 'runner.claim',
  method: 'POST',
  path: '/runner/claim',
  summary: 'For runners: take up to `capacity` runs, waiting up to `wait_s` seconds for one',
  policy: runner,
  body: z.strictObject({
    capacity: z.number().int().min(1).max(100).default(1),
    wait_s: z.number().int().min(0).max(30).default(25),
  }),
  response: z.object({ jobs: z.array(RunJob) }),
});
export const runnerHeartbeat = defineRoute({
  id: 'runner.heartbeat',
  method: 'POST',
  path: '/runner/heartbeat',
  summary: 'For runners: renew leases and say what you offer',
  policy: runner,
  body: z.strictObject({
    runs: z
      .array(z.strictObject({ run_id: Uuid, lease_token: LeaseToken }))
      .max(200)
      .default([]),
    capacity: z.number().int().min(1).max(100).optional(),
    allowed_roots: z.array(z.string().max(4_096)).max(100).optional(),
    labels: z.array(z.string().max(64)).max(20).optional(),
    version: z.string().max(64).optional(),
    platform: z.string().max(64).optional(),
  }),
  response: z.object({
    runs: z.array(
      z.object({
        run_id: Uuid,
        is_valid: z.boolean(),
        is_canceled: z.boolean(),
        lease_expires_at: z.string().nullable(),
      }),
    ),
  }),
});
