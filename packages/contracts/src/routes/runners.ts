import { z } from 'zod';
import { FolderEntry, Inspection, NewRunner, Runner, RunnerPatch } from '../entities/runner.ts';
import { defineRoute, IdParams } from './route.ts';

const signedIn = { kind: 'signed_in' } as const;
const admin = { kind: 'admin' } as const;

export const listRunners = defineRoute({
  id: 'runners.list',
  method: 'GET',
  path: '/runners',
  summary: 'Runners and whether they are there',
  policy: signedIn,
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
export const updateRunner = defineRoute({
  id: 'runners.update',
  method: 'PATCH',
  path: '/runners/:id',
  summary: 'Rename a runner, or drain it: live runs finish, none are taken',
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
  response: z.object({ path: z.string().nullable(), entries: z.array(FolderEntry) }),
});
