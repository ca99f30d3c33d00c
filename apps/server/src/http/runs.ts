import { Readable } from 'node:stream';
import * as routes from '@overmind/contracts/routes/runs';
import type { Core } from '@overmind/core/core';
import { sendInput } from '@overmind/core/runs/inputs/send';
import { decidePermission } from '@overmind/core/runs/permissions/decide';
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
import { listInputs, listPermissions, readTranscript } from '@overmind/core/runs/read-session';
import { cancelRun } from '@overmind/core/tasks/cancel';
import { retryRun } from '@overmind/core/tasks/retry';
import { type Handler, on, wholeList } from './handle.ts';
import { sendFile } from './send-file.ts';

export const runHandlers = (core: Core): Handler[] => [
  on(routes.listRuns, ({ params, query }) => listRuns(core, params.id, query)),
  on(routes.getRun, ({ params }) => getRun(core, params.id)),
  on(routes.getRunLogs, ({ params, query }) => readLog(core, params.id, query)),
  on(routes.getRunTranscript, ({ params, query }) => readTranscript(core, params.id, query)),
  on(routes.sendRunInput, ({ call, params, body }) => sendInput(core, call, params.id, body.text)),
  on(routes.listRunInputs, ({ params }) => wholeList(listInputs(core, params.id))),
  on(routes.listRunPermissions, ({ params }) => wholeList(listPermissions(core, params.id))),
  on(routes.decideRunPermission, ({ call, params, body }) =>
    decidePermission(core, call, { runId: params.id, requestId: params.request_id }, body),
  ),
  on(routes.downloadRunLogs, async ({ params, raw, reply }) => {
    const exact = await findRawLog(core, params.id);
    const of = { what: 'The log of this run', fileName: `run-${params.id}.log` };
    if (exact) return sendFile(core, raw, reply, { ...exact, ...of });
    await reply
      .type('text/plain; charset=utf-8')
      .header('content-disposition', `attachment; filename="${of.fileName}"`)
      .send(Readable.from(streamLog(core, params.id)));
  }),
  on(routes.getRunDiff, ({ params }) => getRunDiff(core, params.id)),
  on(routes.cancelRun, ({ call, params, body }) => cancelRun(core, call, params.id, body?.reason)),
  on(routes.retryRun, ({ call, params }) => retryRun(core, call, params.id)),
  on(routes.listRunArtifacts, ({ params }) => wholeList(listArtifacts(core, params.id))),
  on(routes.getArtifact, async ({ params }) => (await getArtifact(core, params.id)).artifact),
  on(routes.getArtifactContent, async ({ params, raw, reply }) => {
    const found = await getArtifact(core, params.id);
    const { name } = found.artifact;
    return sendFile(core, raw, reply, { ...found, what: `The file ${name} of this run`, fileName: name });
  }),
];
