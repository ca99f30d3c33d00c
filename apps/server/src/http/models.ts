import type { RouteQuestion, TryRequest } from '@overmind/contracts/entities/model-catalogue';
import { AppError } from '@overmind/contracts/errors';
import * as routes from '@overmind/contracts/routes/models';
import type { Call } from '@overmind/core/call';
import type { Core } from '@overmind/core/core';
import { explainRoute } from '@overmind/core/models/explain-route';
import { listInstalledModels } from '@overmind/core/models/installed';
import { listModels, putModelSettings } from '@overmind/core/models/list';
import { cancelPull, getModelPull, listModelPulls, requestPull } from '@overmind/core/models/pulls/request';
import { streamTry, tryModels } from '@overmind/core/models/try';
import { getProvider } from '@overmind/core/providers/read';
import type { FastifyReply } from 'fastify';
import { requireRole } from '../plugins/policy.ts';
import { type Handler, on, wholeList } from './handle.ts';
import { sendLines, untilGone } from './send-lines.ts';

/** Whose rules are looked into has to be one's own project. */
async function requireViewer(core: Core, { actor }: Call, { project_id }: RouteQuestion): Promise<void> {
  if (project_id !== null && actor.kind === 'user')
    await requireRole(core, actor, 'project', project_id, 'viewer');
}

/** It takes from a budget: that of a project, or of nobody, which is for administrators. */
async function requireSpender(core: Core, { actor }: Call, { project_id }: TryRequest): Promise<void> {
  if (actor.kind !== 'user') throw new AppError('forbidden', 'Only people can try models.');
  if (project_id !== null) return void (await requireRole(core, actor, 'project', project_id, 'maintainer'));
  if (!actor.isAdmin)
    throw new AppError(
      'forbidden',
      'Name a project of which you are a maintainer; its budgets pay for the trial.',
    );
}

async function sendTry(core: Core, call: Call, body: TryRequest, reply: FastifyReply): Promise<FastifyReply> {
  await requireSpender(core, call, body);
  return sendLines(reply, await streamTry(core, body, untilGone(reply)));
}

export const modelHandlers = (core: Core): Handler[] => [
  on(routes.listModels, ({ call }) => wholeList(listModels(core, call))),
  on(routes.putModelSettings, ({ call, body }) => putModelSettings(core, call, body)),
  on(routes.testProvider, async ({ params }) => {
    await getProvider(core, params.provider);
    return core.models.checks.check(params.provider);
  }),
  on(routes.explainRoute, async ({ call, body }) => {
    await requireViewer(core, call, body);
    return explainRoute(core, body);
  }),
  on(routes.tryModels, async ({ call, body, reply }) => {
    await requireSpender(core, call, body);
    return tryModels(core, body, untilGone(reply));
  }),
  on(routes.streamModels, ({ call, body, reply }) => sendTry(core, call, body, reply)),
  on(routes.listInstalledModels, ({ params }) => wholeList(listInstalledModels(core, params.provider))),
  on(routes.listModelPulls, ({ params }) => wholeList(listModelPulls(core, params.provider))),
  on(routes.createModelPull, ({ call, params, body }) =>
    requestPull(core, call, params.provider, body.model),
  ),
  on(routes.getModelPull, ({ params }) => getModelPull(core, params.provider, params.pull)),
  on(routes.cancelModelPull, ({ call, params }) => cancelPull(core, call, params.provider, params.pull)),
];
