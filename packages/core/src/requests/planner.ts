import { isDeepStrictEqual } from 'node:util';
import type { ProjectSettings } from '@overmind/contracts/entities/project';
import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import { findProjectRow, settingsOf } from '@overmind/db/queries/projects/projects';
import { listPendingMessages } from '@overmind/db/queries/talk/pending';
import type { UnreadRequest } from '@overmind/db/queries/work/requests';
import { plannerPlace, plannerValues } from '@overmind/domain/planner/prompt';
import { wantsModel } from '@overmind/domain/planner/wants';
import { type UnderstandContext, understand } from '@overmind/domain/requests/understand';
import { systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { notePlanningCost } from '../prompts/task-outcomes.ts';
import { usePlace } from '../prompts/use.ts';
import { write } from '../write.ts';
import { consult, type SecondReading } from './consult.ts';
import { loadContext } from './context.ts';
import { isResting, noteOutcome } from './planner-rest.ts';

/*
 * The rules read every text, and what they read holds. Where a project lets a model help, it is asked before the request
 * is answered and outside any transaction; what it says is then fitted into what the rules read, or left out. It has
 * neither agents, priorities nor acts to give, so that it can widen nothing.
 */

/** Whether a model is to be asked about a request: where one may help, it is, unless it is let alone for a while. */
export async function wantsPlanner(core: Core, request: UnreadRequest): Promise<'yes' | 'rests' | 'no'> {
  const settings = await settingsFor(core, request);
  if (settings === null) return 'no';
  if (!wantsModel(understand(request.text, await contextOf(core, request)).requests)) return 'no';
  return isResting(core, request.project_id) ? 'rests' : 'yes';
}

/** In the place of what a model that is let alone would make of a request. */
export const restingReading: SecondReading = {
  ...{ rules: [], refined: [] },
  note: { failed: 'it was of no use several times in a row, and is asked again in a minute' },
};

/** What a model makes of a request; null where none is to be asked. */
export async function readAgain(core: Core, request: UnreadRequest): Promise<SecondReading | null> {
  const { id, project_id: projectId, text } = request;
  const settings = await settingsFor(core, request);
  if (settings === null) return null;
  const context = await contextOf(core, request);
  const staysHere = [settings.planner.policy.privacy, settings.model_privacy].includes('local_only');
  const values = plannerValues(text, context, staysHere);
  const costs: number[] = [];
  const second = await consult({
    ...{ layer: core.models, text, context, limitMs: core.settings.plannerMs },
    ...{ policy: settings.planner.policy, autoAccepted: settings.auto_accept },
    scope: { ...noScope, purpose: 'planner', project_id: projectId },
    prompt: () => usePlace(core, plannerPlace, values, id),
    onRecorded: ({ cost_micros: cost }) => costs.push(...(cost === null ? [] : [cost])),
  });
  if (costs.length > 0) await noteCost(core, id, costs);
  if (second !== null) noteOutcome(core, projectId, 'model' in second.note);
  return second;
}

const noteCost = (core: Core, id: string, costs: readonly number[]): Promise<void> =>
  write(core, systemCall, async (w) =>
    notePlanningCost(
      w,
      id,
      costs.reduce((sum, cost) => sum + cost, 0),
    ),
  );

const noScope = {
  ...{ agent_id: null, task_id: null, run_id: null, spec_id: null },
  ...{ discussion_id: null, discussion_turn: null },
};

/** Null where no model may help with this request. */
async function settingsFor(core: Core, request: UnreadRequest): Promise<ProjectSettings | null> {
  const project = await findProjectRow(core.db, request.project_id);
  const settings = project && settingsOf(project);
  return settings?.planner.uses_model && !(await awaitsPermission(core, request)) ? settings : null;
}

/** What a coding agent asked leave for is answered in words that mean nothing elsewhere. */
async function awaitsPermission(core: Core, { conversation_id: id }: UnreadRequest): Promise<boolean> {
  const pending = id === null ? [] : await listPendingMessages(core.db, id);
  return pending.some(({ links }) => links.permission_id !== undefined);
}

const contextOf = (core: Core, request: UnreadRequest): Promise<UnderstandContext> =>
  loadContext(core.db, request.project_id, {
    ...{ text: request.text, source: request.source === 'voice' ? 'voice' : 'chat' },
    ...{ conversationId: request.conversation_id, request },
  });

/** The model's reading, if the rules still read the same as when it was asked. */
export const joinReadings = (
  rules: readonly UnderstoodRequest[],
  second: SecondReading | null,
): readonly UnderstoodRequest[] =>
  second !== null && isDeepStrictEqual(rules, second.rules) ? second.refined : rules;
