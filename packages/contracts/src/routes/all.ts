import * as auth from './auth.ts';
import * as conversations from './conversations.ts';
import * as discussions from './discussions.ts';
import * as inbox from './inbox.ts';
import * as merges from './merges.ts';
import * as modelCalls from './model-calls.ts';
import * as models from './models.ts';
import * as orchestrator from './orchestrator.ts';
import * as personas from './personas.ts';
import * as projects from './projects.ts';
import * as promptTests from './prompt-tests.ts';
import * as prompts from './prompts.ts';
import * as provenance from './provenance.ts';
import * as providers from './providers.ts';
import * as recordings from './recordings.ts';
import type { AnyRoute } from './route.ts';
import * as runnerModelCalls from './runner-model-calls.ts';
import * as runnerModelTurns from './runner-model-turns.ts';
import * as runnerRuns from './runner-runs.ts';
import * as runnerWork from './runner-work.ts';
import * as runners from './runners.ts';
import * as runs from './runs.ts';
import * as search from './search.ts';
import * as specs from './specs.ts';
import * as state from './state.ts';
import * as system from './system.ts';
import * as talk from './talk.ts';
import * as tasks from './tasks.ts';
import * as terminals from './terminals.ts';
import * as users from './users.ts';

const modules = [
  system,
  auth,
  users,
  projects,
  tasks,
  runs,
  runnerRuns,
  runnerWork,
  runnerModelCalls,
  runnerModelTurns,
  runners,
  talk,
  conversations,
  discussions,
  specs,
  personas,
  recordings,
  search,
  orchestrator,
  state,
  inbox,
  merges,
  provenance,
  terminals,
  providers,
  models,
  modelCalls,
  prompts,
  promptTests,
];

const isRoute = (value: unknown): value is AnyRoute =>
  typeof value === 'object' && value !== null && 'policy' in value && 'method' in value;

/** Every declared route, in the order of the documentation. */
export const allRoutes: readonly AnyRoute[] = modules.flatMap((module) =>
  Object.values<unknown>(module).filter(isRoute),
);
