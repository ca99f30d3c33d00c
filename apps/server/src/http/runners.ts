import * as routes from '@overmind/contracts/routes/runners';
import type { Core } from '@overmind/core/core';
import { browseFolders, inspectRepository } from '@overmind/core/runners/ask';
import { listRunners, registerRunner, revokeRunner, updateRunner } from '@overmind/core/runners/register';
import { listWorkspaces, pruneWorkspaces } from '@overmind/core/runners/workspaces';
import { type Handler, on, wholeList } from './handle.ts';
import { type RunnerProgram, sendRunnerProgram } from './runner-program.ts';

export const runnerHandlers = (core: Core, program: RunnerProgram | null): Handler[] => [
  on(routes.listRunners, ({ call }) => wholeList(listRunners(core, call))),
  on(routes.createRunner, ({ call, body }) => registerRunner(core, call, body)),
  on(routes.getRunnerProgram, ({ raw, reply }) => sendRunnerProgram(program, raw, reply)),
  on(routes.updateRunner, ({ call, params, body }) => updateRunner(core, call, params.id, body)),
  on(routes.revokeRunner, ({ call, params }) => revokeRunner(core, call, params.id)),
  on(routes.listWorkspaces, ({ params }) => listWorkspaces(core, params.id)),
  on(routes.pruneWorkspaces, ({ call, params, body }) => pruneWorkspaces(core, call, params.id, body)),
  on(routes.inspectRepository, ({ body }) => inspectRepository(core, body.path)),
  on(routes.browseFolders, ({ query }) => browseFolders(core, query.path ?? null)),
];
