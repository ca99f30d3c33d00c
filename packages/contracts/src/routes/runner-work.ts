import { z } from 'zod';
import { Permission, PermissionAsk } from '../entities/permission.ts';
import { Timestamp, Uuid } from '../entities/primitives.ts';
import { SandboxLevel, StepResult } from '../entities/run.ts';
import { TranscriptStep } from '../entities/transcript.ts';
import { maxTranscriptBatch } from '../frames/runner.ts';
import { defineRoute, IdParams } from './route.ts';

/*
 * What a runner that cannot hold a socket says and hears of its runs, beside claim, heartbeat, logs, artifacts and
 * complete: the frames of the runner channel as plain calls. Each carries the lease token; under one that is over the
 * answer is 409 `stale_lease`, and nothing has changed.
 */
const runner = { kind: 'runner' } as const;
const LeaseToken = z.string().min(1).max(32);
const lease = { lease_token: LeaseToken };

export const reportRunProgress = defineRoute({
  id: 'runs.progress',
  method: 'POST',
  path: '/runs/:id/progress',
  summary: 'For runners: say how far a run is',
  policy: runner,
  params: IdParams,
  body: z.strictObject({
    ...lease,
    steps: z.array(StepResult).max(100).default([]),
    base_commit: z.string().max(64).nullable().default(null),
    sandbox: SandboxLevel.optional(),
    session_id: z.string().max(500).optional(),
  }),
});
export const releaseRun = defineRoute({
  id: 'runs.release',
  method: 'POST',
  path: '/runs/:id/release',
  summary: 'For runners: hand a run back; it is queued again',
  policy: runner,
  params: IdParams,
  body: z.strictObject({ ...lease, detail: z.string().max(1_000).default('') }),
});
export const appendRunTranscript = defineRoute({
  id: 'runs.transcript.append',
  method: 'POST',
  path: '/runs/:id/transcript',
  summary: "For runners: store steps of a coding agent's session; those already stored are dropped",
  policy: runner,
  params: IdParams,
  body: z.strictObject({
    ...lease,
    first_seq: z.number().int().min(1),
    steps: z.array(TranscriptStep).min(1).max(maxTranscriptBatch),
  }),
  response: z.object({ acked_seq: z.number().int() }),
  bodyLimit: 16 * 1024 * 1024,
});
export const askRunPermission = defineRoute({
  id: 'runs.permissions.ask',
  method: 'POST',
  path: '/runs/:id/permissions',
  summary: 'For runners: a coding agent asks for leave; said again it is the same request',
  policy: runner,
  params: IdParams,
  body: z.strictObject({ ...lease, request: PermissionAsk }),
  response: Permission,
});
export const closeRunPermission = defineRoute({
  id: 'runs.permissions.close',
  method: 'POST',
  path: '/runs/:id/permissions/:request_id/close',
  summary: 'For runners: nobody answered in time, or the agent does not want to know any more',
  policy: runner,
  params: z.strictObject({ id: Uuid, request_id: Uuid }),
  body: z.strictObject({ ...lease, outcome: z.enum(['expired', 'withdrawn']) }),
});
export const takeRunInput = defineRoute({
  id: 'runs.inputs.take',
  method: 'POST',
  path: '/runs/:id/inputs/:input_id/taken',
  summary: "For runners: a person's words were given to the agent, or could not be",
  policy: runner,
  params: z.strictObject({ id: Uuid, input_id: Uuid }),
  body: z.strictObject({
    ...lease,
    refusal: z.string().max(1_000).nullable().default(null).meta({
      description: 'why it could not be given to the agent',
    }),
  }),
});
export const readRunDeliveries = defineRoute({
  id: 'runs.deliveries',
  method: 'GET',
  path: '/runs/:id/deliveries',
  summary:
    'For runners: what people decided of a run and said to it, the oldest first; ask every few seconds',
  policy: runner,
  params: IdParams,
  query: z.strictObject(lease),
  response: z.object({
    is_canceled: z.boolean(),
    decisions: z.array(
      z.object({
        request_id: Uuid,
        option_id: z.string().nullable().meta({ description: 'null denies' }),
        decided_by: z.string(),
      }),
    ),
    inputs: z
      .array(z.object({ input_id: Uuid, text: z.string(), author: z.string() }))
      .meta({ description: 'each until the runner has said that it took it' }),
  }),
});

export const issueAgentToken = defineRoute({
  id: 'runs.agent_token.issue',
  method: 'POST',
  path: '/runs/:id/agent-token',
  summary: 'For runners: a token for the coding agent of a run, for an hour at most; an earlier one ends',
  policy: runner,
  params: IdParams,
  body: z.strictObject(lease),
  response: z.object({ token: z.string(), expires_at: Timestamp }),
  status: 201,
});
export const renewAgentToken = defineRoute({
  id: 'runs.agent_token.renew',
  method: 'POST',
  path: '/runs/:id/agent-token/renew',
  summary: "For runners: a run's agent goes on working; its token holds for another hour from now",
  policy: runner,
  params: IdParams,
  body: z.strictObject(lease),
  response: z.object({ expires_at: Timestamp }),
});
export const endAgentToken = defineRoute({
  id: 'runs.agent_token.end',
  method: 'POST',
  path: '/runs/:id/agent-token/end',
  summary: "For runners: a run's agent has ended; so does its token",
  policy: runner,
  params: IdParams,
  body: z.strictObject(lease),
});
