import { isDeepStrictEqual } from 'node:util';
import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import { findProjectRow, settingsOf } from '@overmind/db/queries/projects/projects';
import { listPendingMessages } from '@overmind/db/queries/talk/pending';
import { claimReading, type UnreadRequest } from '@overmind/db/queries/work/requests';
import { plannerPrompt, plannerValues } from '@overmind/domain/planner/prompt';
import type { Core } from '../core.ts';
import { usePrompt } from '../prompts/render.ts';
import { consult, type SecondReading } from './consult.ts';
import { loadContext } from './context.ts';

/*
 * The rules read every text, and what they read holds. Where a project lets a model help, it is asked before the request
 * is answered and outside any transaction; what it says is then fitted into what the rules read, or left out. It has
 * neither agents, priorities nor acts to give, so that it can widen nothing.
 */

/** Longer than a model is waited for, so that no other worker asks at the same time. */
const spareMs = 5_000;

/** Null where no model is asked; `busy` where another worker is asking about this request. */
export async function readAgain(core: Core, request: UnreadRequest): Promise<SecondReading | 'busy' | null> {
  const { id, project_id: projectId, conversation_id: conversationId, text } = request;
  const project = await findProjectRow(core.db, projectId);
  const settings = project && settingsOf(project);
  if (!settings?.planner.uses_model || (await awaitsPermission(core, request))) return null;
  const source = request.source === 'voice' ? 'voice' : 'chat';
  const context = await loadContext(core.db, projectId, { text, source, conversationId, request });
  const { plannerMs: limitMs } = core.settings;
  return consult({
    ...{ layer: core.models, text, context, limitMs },
    ...{ policy: settings.planner.policy, autoAccepted: settings.auto_accept },
    scope: { ...noScope, purpose: 'planner', project_id: projectId },
    async prompt() {
      const isMine = await claimReading(core.db, id, limitMs + spareMs);
      return isMine ? usePrompt(core, plannerPrompt.key, plannerValues(text, context), id) : null;
    },
  });
}

const noScope = { agent_id: null, task_id: null, run_id: null, discussion_id: null, spec_id: null };

/** What a coding agent asked leave for is answered in words that mean nothing elsewhere. */
async function awaitsPermission(core: Core, { conversation_id: id }: UnreadRequest): Promise<boolean> {
  const pending = id === null ? [] : await listPendingMessages(core.db, id);
  return pending.some(({ links }) => links.permission_id !== undefined);
}

/** The model's reading, if the rules still read the same as when it was asked. */
export const joinReadings = (
  rules: readonly UnderstoodRequest[],
  second: SecondReading | null,
): readonly UnderstoodRequest[] =>
  second !== null && isDeepStrictEqual(rules, second.rules) ? second.refined : rules;
