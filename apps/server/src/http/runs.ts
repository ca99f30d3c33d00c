import { Readable } from 'node:stream';
import { AppError } from '@overmind/contracts/errors';
import * as routes from '@overmind/contracts/routes/runs';
import type { Actor, Call } from '@overmind/core/call';
import type { Core } from '@overmind/core/core';
import { noteHeartbeat, noteOffer } from '@overmind/core/runners/presence';
import { uploadArtifact } from '@overmind/core/runs/artifacts';
import { claimOrWait } from '@overmind/core/runs/claim-or-wait';
import { completeRun } from '@overmind/core/runs/complete';
import { renew } from '@overmind/core/runs/leases';
import type { LogWriter } from '@overmind/core/runs/log-writer';
import {
  findRawLog,
  getArtifact,
  getRun,
  getRunDiff,
  listArtifacts,
  listRuns,
  readLog,
  streamLog,
} from '@overmind/core/runs/read';
import { cancelRun } from '@overmind/core/tasks/cancel';
import { retryRun } from '@overmind/core/tasks/retry';
import { type Handler, on, wholeList } from './handle.ts';
import { sendFile } from './send-file.ts';

export const runHandlers = (core: Core): Handler[] => [
  on(routes.listRuns, ({ params, query }) => listRuns(core, params.id, query)),
  on(routes.getRun, ({ params }) => getRun(core, params.id)),
  on(routes.getRunLogs, ({ params, query }) => readLog(core, params.id, query)),
  on(routes.downloadRunLogs, async ({ params, raw, reply }) => {
    const exact = await findRawLog(core, params.id);
    if (exact) return sendFile(core.storage, raw, reply, { ...exact, fileName: `run-${params.id}.log` });
    await reply
      .type('text/plain; charset=utf-8')
      .header('content-disposition', `attachment; filename="run-${params.id}.log"`)
      .send(Readable.from(streamLog(core, params.id)));
  }),
  on(routes.getRunDiff, ({ params }) => getRunDiff(core, params.id)),
  on(routes.cancelRun, ({ call, params, body }) => cancelRun(core, call, params.id, body?.reason)),
  on(routes.retryRun, ({ call, params }) => retryRun(core, call, params.id)),
  on(routes.listRunArtifacts, ({ params }) => wholeList(listArtifacts(core, params.id))),
  on(routes.getArtifact, async ({ params }) => (await getArtifact(core, params.id)).artifact),
  on(routes.getArtifactContent, async ({ params, raw, reply }) => {
    const found = await getArtifact(core, params.id);
    return sendFile(core.storage, raw, reply, { ...found, fileName: found.artifact.name });
  }),
];

function requireRunner(call: Call): Extract<Actor, { kind: 'runner' }> {
  if (call.actor.kind === 'runner') return call.actor;
  throw new AppError('forbidden', 'Only a runner can do this.');
}

/** What a runner does by plain HTTP, for scripts and for other runners than ours. */
export const runnerWorkHandlers = (core: Core, logs: LogWriter): Handler[] => [
  on(routes.appendRunLogs, async ({ call, params, body }) => {
    const { runnerId } = requireRunner(call);
    const [first] = body.lines;
    const firstSeq = first?.seq ?? 1;
    if (body.lines.some((line, index) => line.seq !== firstSeq + index)) {
      throw new AppError('invalid', 'Number the lines one after the other, without a gap.');
    }
    const now = Date.now();
    const lines = body.lines.map((line) => [line.stream, now, line.message] as const);
    return {
      acked_seq: await logs.append({
        runId: params.id,
        runnerId,
        leaseToken: body.lease_token,
        firstSeq,
        lines,
      }),
    };
  }),
  on(routes.completeRun, ({ call, params, body }) => {
    const { lease_token: leaseToken, ...result } = body;
    return completeRun(core, call, { runId: params.id, leaseToken, lastSeq: null, result });
  }),
  on(routes.uploadRunArtifact, ({ call, params, query, raw }) =>
    uploadArtifact(core, call, {
      runId: params.id,
      leaseToken: query.lease_token,
      kind: query.kind,
      name: query.name,
      sha256: query.sha256,
      content: raw.body as Readable,
    }),
  ),
  on(routes.claimRuns, async ({ call, body, reply }) => {
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
  on(routes.runnerHeartbeat, async ({ call, body }) => {
    const { runnerId } = requireRunner(call);
    const { runs, ...offer } = body;
    const offered = Object.fromEntries(Object.entries(offer).filter(([, value]) => value !== undefined));
    if (Object.keys(offered).length > 0) await noteOffer(core, runnerId, offered);
    else await noteHeartbeat(core, runnerId);
    const renewed = await renew(core, runnerId, runs);
    return { runs: renewed.map(({ lease_token: _token, ...rest }) => rest) };
  }),
];
