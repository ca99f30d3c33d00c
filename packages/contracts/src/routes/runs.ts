import { z } from 'zod';
import { NewRunInput, Permission, PermissionDecision, RunInput } from '../entities/permission.ts';
import { commaList, PageQuery, pageOf, Uuid } from '../entities/primitives.ts';
import { Artifact, LogLine, LogStream, Run, RunStatus } from '../entities/run.ts';
import { Cancellation } from '../entities/task.ts';
import { TranscriptChange } from '../entities/transcript.ts';
import { alsoForAgents, defineRoute, IdParams, ofProject } from './route.ts';

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
  policy: alsoForAgents('viewer', 'run'),
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
export const getRunTranscript = defineRoute({
  id: 'runs.transcript',
  method: 'GET',
  path: '/runs/:id/transcript',
  summary: "Steps of a coding agent's session after a number",
  policy: ofProject('viewer', 'run'),
  params: IdParams,
  query: z.strictObject({
    after_seq: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(2_000).default(1_000),
  }),
  response: z.object({ items: z.array(TranscriptChange), next_after_seq: z.number().int() }),
});
export const sendRunInput = defineRoute({
  id: 'runs.input',
  method: 'POST',
  path: '/runs/:id/input',
  summary: 'Say something to the coding agent of a live run',
  policy: ofProject('operator', 'run'),
  params: IdParams,
  body: NewRunInput,
  response: RunInput,
  status: 202,
});
export const listRunInputs = defineRoute({
  id: 'runs.inputs.list',
  method: 'GET',
  path: '/runs/:id/inputs',
  summary: 'What people said to the coding agent of a run',
  policy: ofProject('viewer', 'run'),
  params: IdParams,
  response: z.object({ items: z.array(RunInput), next_cursor: z.null() }),
});
export const listRunPermissions = defineRoute({
  id: 'runs.permissions.list',
  method: 'GET',
  path: '/runs/:id/permissions',
  summary: 'What the coding agent of a run asked leave for',
  policy: ofProject('viewer', 'run'),
  params: IdParams,
  response: z.object({ items: z.array(Permission), next_cursor: z.null() }),
});
export const decideRunPermission = defineRoute({
  id: 'runs.permissions.decide',
  method: 'POST',
  path: '/runs/:id/permissions/:request_id',
  summary: 'Allow or deny what a coding agent asks for',
  policy: ofProject('operator', 'run'),
  params: z.strictObject({ id: Uuid, request_id: Uuid }),
  body: PermissionDecision,
  response: Permission,
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
