import { z } from 'zod';
import { PageQuery, pageOf, Uuid } from '../entities/primitives.ts';
import {
  Experiment,
  NewExperiment,
  NewOutcome,
  NewPrompt,
  NewPromptVersion,
  Prompt,
  PromptPatch,
  PromptValue,
  PromptVersion,
  RenderedPrompt,
} from '../entities/prompt.ts';
import { defineRoute, IdParams } from './route.ts';

const admin = { kind: 'admin' } as const;
const VersionNumber = z.coerce.number().int().min(1).max(1_000_000);
const page = z.strictObject(PageQuery.shape);

export const listPrompts = defineRoute({
  id: 'prompts.list',
  method: 'GET',
  path: '/prompts',
  summary: 'Prompt templates, newest first',
  policy: admin,
  query: page,
  response: pageOf(Prompt),
});
export const createPrompt = defineRoute({
  id: 'prompts.create',
  method: 'POST',
  path: '/prompts',
  summary: 'Make a template; its first version is active',
  policy: admin,
  scope: 'admin',
  body: NewPrompt,
  response: Prompt,
  status: 201,
});
export const getPrompt = defineRoute({
  id: 'prompts.get',
  method: 'GET',
  path: '/prompts/:id',
  summary: 'One template',
  policy: admin,
  params: IdParams,
  response: Prompt,
});
export const updatePrompt = defineRoute({
  id: 'prompts.update',
  method: 'PATCH',
  path: '/prompts/:id',
  summary: 'Change the title or description of a template',
  policy: admin,
  scope: 'admin',
  params: IdParams,
  body: PromptPatch,
  response: Prompt,
});
export const listPromptVersions = defineRoute({
  id: 'prompts.versions.list',
  method: 'GET',
  path: '/prompts/:id/versions',
  summary: 'Versions of a template, newest first',
  policy: admin,
  params: IdParams,
  query: page,
  response: pageOf(PromptVersion),
});
export const createPromptVersion = defineRoute({
  id: 'prompts.versions.create',
  method: 'POST',
  path: '/prompts/:id/versions',
  summary: 'Add a version; it becomes active only when it is activated',
  policy: admin,
  scope: 'admin',
  params: IdParams,
  body: NewPromptVersion,
  response: PromptVersion,
  status: 201,
});
export const getPromptVersion = defineRoute({
  id: 'prompts.versions.get',
  method: 'GET',
  path: '/prompts/:id/versions/:version',
  summary: 'One version of a template',
  policy: admin,
  params: z.strictObject({ id: Uuid, version: VersionNumber }),
  response: PromptVersion,
});
export const diffPromptVersions = defineRoute({
  id: 'prompts.diff',
  method: 'GET',
  path: '/prompts/:id/diff',
  summary: 'What one version says and another does not, as patches',
  policy: admin,
  params: IdParams,
  query: z.strictObject({ from: VersionNumber, to: VersionNumber }),
  response: z.object({ system: z.string(), body: z.string(), variables: z.string() }),
});
export const activatePrompt = defineRoute({
  id: 'prompts.activate',
  method: 'POST',
  path: '/prompts/:id/activate',
  summary: 'Make a version the active one; an older one to roll back',
  policy: admin,
  scope: 'admin',
  params: IdParams,
  body: z.strictObject({ version: z.number().int().min(1).max(1_000_000) }),
  response: Prompt,
});
export const renderPrompt = defineRoute({
  id: 'prompts.render',
  method: 'POST',
  path: '/prompts/:id/render',
  summary: 'Show a version with values in it; nothing is recorded',
  policy: admin,
  scope: 'read',
  params: IdParams,
  body: z.strictObject({
    version: z.number().int().min(1).max(1_000_000).optional(),
    values: z.record(z.string().max(40), PromptValue).default({}),
  }),
  response: RenderedPrompt,
});

export const listExperiments = defineRoute({
  id: 'prompts.experiments.list',
  method: 'GET',
  path: '/prompts/:id/experiments',
  summary: 'Experiments of a template, newest first, with what came of each arm',
  policy: admin,
  params: IdParams,
  query: page,
  response: pageOf(Experiment),
});
export const createExperiment = defineRoute({
  id: 'prompts.experiments.create',
  method: 'POST',
  path: '/prompts/:id/experiments',
  summary: 'Prepare an experiment between versions',
  policy: admin,
  scope: 'admin',
  params: IdParams,
  body: NewExperiment,
  response: Experiment,
  status: 201,
});
const ExperimentParams = z.strictObject({ id: Uuid, experiment: Uuid });
export const getExperiment = defineRoute({
  id: 'prompts.experiments.get',
  method: 'GET',
  path: '/prompts/:id/experiments/:experiment',
  summary: 'One experiment',
  policy: admin,
  params: ExperimentParams,
  response: Experiment,
});
export const startExperiment = defineRoute({
  id: 'prompts.experiments.start',
  method: 'POST',
  path: '/prompts/:id/experiments/:experiment/start',
  summary: 'Begin giving subjects their arms; one experiment of a template runs at a time',
  policy: admin,
  scope: 'admin',
  params: ExperimentParams,
  response: Experiment,
});
export const stopExperiment = defineRoute({
  id: 'prompts.experiments.stop',
  method: 'POST',
  path: '/prompts/:id/experiments/:experiment/stop',
  summary: 'End an experiment; everybody gets the active version again',
  policy: admin,
  scope: 'admin',
  params: ExperimentParams,
  response: Experiment,
});
export const recordOutcome = defineRoute({
  id: 'prompts.experiments.outcomes.create',
  method: 'POST',
  path: '/prompts/:id/experiments/:experiment/outcomes',
  summary: 'Say what came of the prompt that a subject was given',
  policy: admin,
  scope: 'admin',
  params: ExperimentParams,
  body: NewOutcome,
  response: Experiment,
});
