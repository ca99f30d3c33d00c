import * as testRoutes from '@overmind/contracts/routes/prompt-tests';
import * as routes from '@overmind/contracts/routes/prompts';
import type { Core } from '@overmind/core/core';
import { activatePrompt, addPromptVersion, createPrompt, updatePrompt } from '@overmind/core/prompts/change';
import * as experiments from '@overmind/core/prompts/experiments';
import {
  diffPromptVersions,
  getPrompt,
  getPromptVersion,
  listPrompts,
  listPromptVersions,
} from '@overmind/core/prompts/read';
import { previewPrompt } from '@overmind/core/prompts/render';
import { listPromptInputs } from '@overmind/core/prompts/trial/inputs';
import { testPrompt } from '@overmind/core/prompts/trial/run';
import { type Handler, on } from './handle.ts';
import { sendLines, untilGone } from './send-lines.ts';

export const promptHandlers = (core: Core): Handler[] => [
  on(routes.listPrompts, ({ query }) => listPrompts(core, query)),
  on(routes.createPrompt, ({ call, body }) => createPrompt(core, call, body)),
  on(routes.getPrompt, ({ params }) => getPrompt(core, params.id)),
  on(routes.updatePrompt, ({ call, params, body }) => updatePrompt(core, call, params.id, body)),
  on(routes.listPromptVersions, ({ params, query }) => listPromptVersions(core, params.id, query)),
  on(routes.createPromptVersion, ({ call, params, body }) => addPromptVersion(core, call, params.id, body)),
  on(routes.getPromptVersion, ({ params }) => getPromptVersion(core.db, params.id, params.version)),
  on(routes.diffPromptVersions, ({ params, query }) => diffPromptVersions(core, params.id, query)),
  on(routes.activatePrompt, ({ call, params, body }) => activatePrompt(core, call, params.id, body.version)),
  on(routes.renderPrompt, ({ params, body }) => previewPrompt(core, params.id, body)),
  on(testRoutes.listPromptInputs, ({ call, params, query }) =>
    listPromptInputs(core, call, params.id, query),
  ),
  on(testRoutes.testPrompt, async ({ call, params, body, reply }) =>
    sendLines(reply, await testPrompt(core, call, params.id, { test: body, signal: untilGone(reply) })),
  ),
  ...experimentHandlers(core),
];

const experimentHandlers = (core: Core): Handler[] => [
  on(routes.listExperiments, ({ params, query }) => experiments.listExperiments(core, params.id, query)),
  on(routes.createExperiment, ({ call, params, body }) =>
    experiments.createExperiment(core, call, params.id, body),
  ),
  on(routes.getExperiment, ({ params }) => experiments.getExperiment(core, params.id, params.experiment)),
  on(routes.startExperiment, ({ call, params }) =>
    experiments.startExperiment(core, call, params.id, params.experiment),
  ),
  on(routes.stopExperiment, ({ call, params }) =>
    experiments.stopExperiment(core, call, params.id, params.experiment),
  ),
  on(routes.recordOutcome, ({ call, params, body }) =>
    experiments.recordOutcome(core, call, params.id, params.experiment, body),
  ),
];
