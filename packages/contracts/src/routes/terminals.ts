import { z } from 'zod';
import { Sha256 } from '../entities/primitives.ts';
import { Artifact } from '../entities/run.ts';
import { RunWorkspaceState } from '../entities/runner.ts';
import { Terminal } from '../entities/terminal.ts';
import { defineRoute, IdParams, ofProject } from './route.ts';

export const listTerminals = defineRoute({
  id: 'runs.terminals.list',
  method: 'GET',
  path: '/runs/:id/terminals',
  summary: "Terminals that were opened in a run's workspace, with their recordings",
  policy: ofProject('viewer', 'run'),
  params: IdParams,
  response: z.object({ items: z.array(Terminal), next_cursor: z.null() }),
});
export const getRunWorkspace = defineRoute({
  id: 'runs.workspace',
  method: 'GET',
  path: '/runs/:id/workspace',
  summary: 'Whether the workspace of a run is still there, to open a terminal in it; its runner is asked',
  policy: ofProject('maintainer', 'run'),
  params: IdParams,
  response: z.object({ state: RunWorkspaceState }),
});
export const uploadTerminalRecording = defineRoute({
  id: 'terminals.recording',
  method: 'POST',
  path: '/terminals/:id/recording',
  summary: 'For runners: the recording of a terminal that was closed; the body is its bytes',
  policy: { kind: 'runner' },
  params: IdParams,
  query: z.strictObject({ sha256: Sha256 }),
  bodyKind: 'bytes',
  bodyLimit: 128 * 1024 * 1024,
  response: Artifact,
  status: 201,
});
