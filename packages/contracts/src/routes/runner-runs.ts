import { z } from 'zod';
import { Uuid } from '../entities/primitives.ts';
import { Artifact, artifactKinds, LogStream, Run, RunJob, RunResult } from '../entities/run.ts';
import { defineRoute, IdParams } from './route.ts';

/* How a runner gets runs, keeps them and brings what they made; `runner-work.ts` has what it says and hears meanwhile. */
const runner = { kind: 'runner' } as const;
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
