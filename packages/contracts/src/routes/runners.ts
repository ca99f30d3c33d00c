import { z } from 'zod';
import { Uuid } from '../entities/primitives.ts';
import {
  FolderEntry,
  Inspection,
  NewRunner,
  Runner,
  RunnerPatch,
  WorkspaceReport,
} from '../entities/runner.ts';
import { defineRoute, IdParams } from './route.ts';

const signedIn = { kind: 'signed_in' } as const;
const admin = { kind: 'admin' } as const;

export const listRunners = defineRoute({
  id: 'runners.list',
  method: 'GET',
  path: '/runners',
  summary: 'Runners and whether they are there',
  policy: { ...signedIn, isForProjectTokens: true },
  response: z.object({ items: z.array(Runner), next_cursor: z.null() }),
});
export const createRunner = defineRoute({
  id: 'runners.create',
  method: 'POST',
  path: '/runners',
  summary: 'Register a runner; its token is shown once',
  policy: admin,
  scope: 'admin',
  body: NewRunner,
  response: z.object({ runner: Runner, token: z.string() }),
  status: 201,
});
export const getRunnerProgram = defineRoute({
  id: 'runners.program',
  method: 'GET',
  path: '/runner.tgz',
  summary: 'The runner of this version, for a machine that has Node.js and git; it holds no secret',
  policy: { kind: 'public' },
  responseKind: 'bytes',
});
export const updateRunner = defineRoute({
  id: 'runners.update',
  method: 'PATCH',
  path: '/runners/:id',
  summary: 'Rename a runner, give it labels, or drain it: live runs finish, none are taken',
  policy: admin,
  scope: 'admin',
  params: IdParams,
  body: RunnerPatch,
  response: Runner,
});
export const revokeRunner = defineRoute({
  id: 'runners.revoke',
  method: 'DELETE',
  path: '/runners/:id',
  summary: 'Revoke a runner; its channel closes within 5 seconds and its runs are queued again',
  policy: admin,
  scope: 'admin',
  params: IdParams,
});
export const listWorkspaces = defineRoute({
  id: 'runners.workspaces',
  method: 'GET',
  path: '/runners/:id/workspaces',
  summary: 'Workspaces on a runner, and the disk they take',
  policy: admin,
  params: IdParams,
  response: WorkspaceReport,
});
export const pruneWorkspaces = defineRoute({
  id: 'runners.workspaces.prune',
  method: 'POST',
  path: '/runners/:id/workspaces/prune',
  summary: 'Remove workspaces that nobody works in',
  policy: admin,
  scope: 'admin',
  params: IdParams,
  body: z.strictObject({
    run_ids: z.array(Uuid).max(500).nullable().default(null).meta({ description: 'null for all' }),
    with_caches: z.boolean().default(false),
  }),
  response: z.object({ removed: z.number().int(), freed_bytes: z.number().int() }),
});
export const inspectRepository = defineRoute({
  id: 'repositories.inspect',
  method: 'POST',
  path: '/repositories/inspect',
  summary: 'Ask the runners what stands at a path: a repository they may work in, or why not',
  policy: signedIn,
  body: z.strictObject({ path: z.string().trim().min(1).max(4_096) }),
  response: Inspection,
});
export const browseFolders = defineRoute({
  id: 'repositories.browse',
  method: 'GET',
  path: '/repositories/folders',
  summary: 'Folders under the roots that runners allow',
  policy: signedIn,
  query: z.strictObject({ path: z.string().max(4_096).optional() }),
  response: z.object({
    path: z.string().nullable(),
    entries: z.array(FolderEntry),
    runners: z.number().int().min(0).meta({ description: 'how many are online' }),
  }),
});
