import { z } from 'zod';
import { ProviderName } from '../entities/model.ts';
import {
  CatalogueModel,
  ModelSettings,
  ProviderTrial,
  RouteAnswer,
  RouteQuestion,
  TryAnswer,
  TryRequest,
} from '../entities/model-catalogue.ts';
import { InstalledModel, ModelPull, NewModelPull } from '../entities/model-pull.ts';
import { Uuid } from '../entities/primitives.ts';
import { defineRoute } from './route.ts';

const admin = { kind: 'admin' } as const;
const signedIn = { kind: 'signed_in' } as const;
const ProviderParams = z.strictObject({ provider: ProviderName });
const PullParams = z.strictObject({ provider: ProviderName, pull: Uuid });
const wholeOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next_cursor: z.null() });

export const listModels = defineRoute({
  id: 'models.list',
  method: 'GET',
  path: '/models',
  summary: 'Models that can be called, with what is known and was measured of them',
  policy: { ...signedIn, isForProjectTokens: true },
  response: wholeOf(CatalogueModel),
});
export const putModelSettings = defineRoute({
  id: 'models.settings.put',
  method: 'PUT',
  path: '/models/settings',
  summary: 'Say what a model costs and can do, or turn it off; what is null is as its provider says',
  policy: admin,
  scope: 'admin',
  body: ModelSettings,
  response: CatalogueModel,
});
export const testProvider = defineRoute({
  id: 'models.providers.test',
  method: 'POST',
  path: '/models/providers/:provider/test',
  summary: 'Ask a provider for its models now, which costs nothing and shows whether its key is taken',
  policy: admin,
  scope: 'admin',
  params: ProviderParams,
  response: ProviderTrial,
});
export const explainRoute = defineRoute({
  id: 'models.route',
  method: 'POST',
  path: '/models/route',
  summary: 'Where a call would go by a policy, and why not elsewhere; calls nothing',
  policy: signedIn,
  scope: 'read',
  body: RouteQuestion,
  response: RouteAnswer,
});
export const tryModels = defineRoute({
  id: 'models.try',
  method: 'POST',
  path: '/models/try',
  summary: 'Call a model with a prompt of your own, by the rules and budgets of a project',
  policy: signedIn,
  body: TryRequest,
  response: TryAnswer,
});
export const streamModels = defineRoute({
  id: 'models.try.stream',
  method: 'POST',
  path: '/models/try/stream',
  summary: 'The same as it comes: lines of JSON (TryLine), the last of type "end" or "error"',
  policy: signedIn,
  body: TryRequest,
  responseKind: 'bytes',
});

export const listInstalledModels = defineRoute({
  id: 'models.providers.installed',
  method: 'GET',
  path: '/models/providers/:provider/installed',
  summary: 'Models that an Ollama has on its disk, and whether they are in memory',
  policy: admin,
  params: ProviderParams,
  response: wholeOf(InstalledModel),
});
export const listModelPulls = defineRoute({
  id: 'models.pulls.list',
  method: 'GET',
  path: '/models/providers/:provider/pulls',
  summary: 'The latest downloads of models, newest first; changes are told as model.pull.updated',
  policy: admin,
  params: ProviderParams,
  response: wholeOf(ModelPull),
});
export const createModelPull = defineRoute({
  id: 'models.pulls.create',
  method: 'POST',
  path: '/models/providers/:provider/pulls',
  summary: 'Have an Ollama fetch a model; answers the download that goes on already, if there is one',
  policy: admin,
  scope: 'admin',
  params: ProviderParams,
  body: NewModelPull,
  response: ModelPull,
  status: 201,
});
export const getModelPull = defineRoute({
  id: 'models.pulls.get',
  method: 'GET',
  path: '/models/providers/:provider/pulls/:pull',
  summary: 'How far a download is',
  policy: admin,
  params: PullParams,
  response: ModelPull,
});
export const cancelModelPull = defineRoute({
  id: 'models.pulls.cancel',
  method: 'POST',
  path: '/models/providers/:provider/pulls/:pull/cancel',
  summary: 'Stop a download; what came stays with Ollama',
  policy: admin,
  scope: 'admin',
  params: PullParams,
  response: ModelPull,
});
