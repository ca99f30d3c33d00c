import {
  getRunWorkspace,
  listTerminals,
  uploadTerminalRecording,
} from '@overmind/contracts/routes/terminals';
import type { Core } from '@overmind/core/core';
import { findRunWorkspace } from '@overmind/core/terminals/find-workspace';
import { storeRecording } from '@overmind/core/terminals/record';
import { listTerminalsOfRun } from '@overmind/db/queries/execution/terminals';
import { type Handler, on, wholeList } from './handle.ts';

export const terminalHandlers = (core: Core): Handler[] => [
  on(listTerminals, ({ params }) => wholeList(listTerminalsOfRun(core.db, params.id))),
  on(getRunWorkspace, async ({ params }) => ({ state: await findRunWorkspace(core, params.id) })),
  on(uploadTerminalRecording, ({ call, params, query, raw }) =>
    storeRecording(core, call, { terminalId: params.id, sha256: query.sha256, content: raw.raw }),
  ),
];
