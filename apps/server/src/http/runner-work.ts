import type { Readable } from 'node:stream';
import { AppError } from '@overmind/contracts/errors';
import * as models from '@overmind/contracts/routes/runner-model-calls';
import * as turns from '@overmind/contracts/routes/runner-model-turns';
import * as runs from '@overmind/contracts/routes/runner-runs';
import * as work from '@overmind/contracts/routes/runner-work';
import { endAgentToken } from '@overmind/core/agent-tokens/end';
import { issueAgentToken } from '@overmind/core/agent-tokens/issue';
import { renewAgentToken } from '@overmind/core/agent-tokens/renew';
import type { Actor, Call } from '@overmind/core/call';
import type { Core } from '@overmind/core/core';
import { noteHeartbeat, noteOffer } from '@overmind/core/runners/presence';
import { uploadArtifact } from '@overmind/core/runs/artifacts';
import { claimOrWait } from '@overmind/core/runs/claim-or-wait';
import { completeRun, releaseRun, reportProgress } from '@overmind/core/runs/complete';
import { readDeliveries } from '@overmind/core/runs/deliveries';
import { takeInput } from '@overmind/core/runs/inputs/take';
import { renew } from '@overmind/core/runs/leases';
import { enterRunCall, holdForRunCall } from '@overmind/core/runs/model-calls';
import { leaveRunTurn, takeRunTurn } from '@overmind/core/runs/model-turns';
import { closePermission } from '@overmind/core/runs/permissions/close';
import { requestPermission } from '@overmind/core/runs/permissions/request';
import type { RunWriters } from '../ws/runner-streams.ts';
import { type Handler, on } from './handle.ts';

function requireRunner(call: Call): Extract<Actor, { kind: 'runner' }> {
  if (call.actor.kind === 'runner') return call.actor;
  throw new AppError('forbidden', 'Only a runner can do this.');
}

/** What a runner does by plain HTTP, for scripts and for other runners than ours. */
export const runnerWorkHandlers = (core: Core, writers: RunWriters): Handler[] => [
  ...claiming(core),
  ...streaming(core, writers),
  ...talking(core),
  ...equipping(core),
  ...calling(core),
  on(work.reportRunProgress, ({ call, params, body }) => {
    const { lease_token: leaseToken, base_commit: baseCommit, session_id: sessionId, steps, sandbox } = body;
    return reportProgress(core, call, {
      runId: params.id,
      leaseToken,
      steps,
      baseCommit,
      sandbox,
      sessionId,
    });
  }),
  on(runs.completeRun, ({ call, params, body }) => {
    const { lease_token: leaseToken, ...result } = body;
    return completeRun(core, call, { runId: params.id, leaseToken, lastSeq: null, result });
  }),
  on(work.releaseRun, ({ call, params, body }) =>
    releaseRun(core, call, { runId: params.id, leaseToken: body.lease_token, detail: body.detail }),
  ),
];

const claiming = (core: Core): Handler[] => [
  on(runs.claimRuns, async ({ call, body, reply }) => {
    const closed = new AbortController();
    reply.raw.once('close', () => closed.abort());
    return {
      jobs: await claimOrWait(core, call, {
        capacity: body.capacity,
        waitMs: body.wait_s * 1_000,
        signal: closed.signal,
      }),
    };
  }),
  on(runs.runnerHeartbeat, async ({ call, body }) => {
    const { runnerId } = requireRunner(call);
    const { runs: held, ...offer } = body;
    const offered = Object.fromEntries(Object.entries(offer).filter(([, value]) => value !== undefined));
    if (Object.keys(offered).length > 0) await noteOffer(core, runnerId, offered);
    else await noteHeartbeat(core, runnerId);
    const renewed = await renew(core, runnerId, held);
    return { runs: renewed.map(({ lease_token: _token, ...rest }) => rest) };
  }),
];

const streaming = (core: Core, { logs, transcripts }: RunWriters): Handler[] => [
  on(runs.appendRunLogs, async ({ call, params, body }) => {
    const { runnerId } = requireRunner(call);
    const [first] = body.lines;
    const firstSeq = first?.seq ?? 1;
    if (body.lines.some((line, index) => line.seq !== firstSeq + index)) {
      throw new AppError('invalid', 'Number the lines one after the other, without a gap.');
    }
    const now = Date.now();
    const lines = body.lines.map((line) => [line.stream, now, line.message] as const);
    const chunk = { runId: params.id, runnerId, leaseToken: body.lease_token, firstSeq };
    return { acked_seq: await logs.append({ ...chunk, lines }) };
  }),
  on(work.appendRunTranscript, async ({ call, params, body }) => {
    const { runnerId } = requireRunner(call);
    const { lease_token: leaseToken, first_seq: firstSeq, steps: items } = body;
    const chunk = { runId: params.id, runnerId, leaseToken, firstSeq };
    return { acked_seq: await transcripts.append({ ...chunk, items }) };
  }),
  on(runs.uploadRunArtifact, ({ call, params, query, raw }) =>
    uploadArtifact(core, call, {
      runId: params.id,
      leaseToken: query.lease_token,
      kind: query.kind,
      name: query.name,
      sha256: query.sha256,
      content: raw.body as Readable,
    }),
  ),
];

/** Between a coding agent and people. */
const talking = (core: Core): Handler[] => [
  on(work.askRunPermission, ({ call, params, body }) =>
    requestPermission(core, call, { runId: params.id, leaseToken: body.lease_token, ask: body.request }),
  ),
  on(work.closeRunPermission, ({ call, params, body }) => {
    const { lease_token: leaseToken, outcome } = body;
    return closePermission(core, call, {
      runId: params.id,
      leaseToken,
      requestId: params.request_id,
      outcome,
    });
  }),
  on(work.takeRunInput, ({ call, params, body }) => {
    const { lease_token: leaseToken, refusal } = body;
    return takeInput(core, call, { runId: params.id, leaseToken, inputId: params.input_id, refusal });
  }),
  on(work.readRunDeliveries, ({ call, params, query }) =>
    readDeliveries(core, call, params.id, query.lease_token),
  ),
];

/** What the coding agent of a run calls the server with. */
const equipping = (core: Core): Handler[] => [
  on(work.issueAgentToken, ({ call, params, body }) =>
    issueAgentToken(core, call, { runId: params.id, leaseToken: body.lease_token }),
  ),
  on(work.renewAgentToken, ({ call, params, body }) =>
    renewAgentToken(core, call, { runId: params.id, leaseToken: body.lease_token }),
  ),
  on(work.endAgentToken, ({ call, params, body }) =>
    endAgentToken(core, call, { runId: params.id, leaseToken: body.lease_token }),
  ),
];

/** Models that a runner calls by itself. */
const calling = (core: Core): Handler[] => [
  on(models.holdForRunCall, ({ call, params, body }) => {
    const { lease_token: leaseToken, started_at: startedAt, micros, taken_micros: takenMicros } = body;
    const of = { runId: params.id, callId: params.call_id, leaseToken, startedAt };
    return holdForRunCall(core, call, { ...of, micros, takenMicros });
  }),
  on(models.enterRunCall, ({ call, params, body }) => {
    const { lease_token: leaseToken, started_at: startedAt, reviewer, call: made, prompt } = body;
    const of = { runId: params.id, callId: params.call_id, leaseToken, startedAt };
    return enterRunCall(core, call, { ...of, reviewer, call: made, prompt });
  }),
  on(turns.takeRunTurn, ({ call, params, body, reply }) => {
    const { lease_token: leaseToken, wait_s: waitS, ...asked } = body;
    const of = { runId: params.id, turnId: params.turn_id, leaseToken };
    const closed = new AbortController();
    reply.raw.once('close', () => closed.abort());
    return takeRunTurn(core, call, { ...of, ...asked, waitMs: waitS * 1_000 }, closed.signal);
  }),
  on(turns.leaveRunTurn, ({ call, params, body }) =>
    leaveRunTurn(core, call, { runId: params.id, turnId: params.turn_id, tokens: body.tokens }),
  ),
];
