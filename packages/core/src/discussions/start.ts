import type { EventOf } from '@overmind/contracts/entities/discussion-event';
import type { Discussion, NewDiscussion } from '@overmind/contracts/entities/discussion-room';
import type { Persona } from '@overmind/contracts/entities/persona';
import { AppError, notFound } from '@overmind/contracts/errors';
import { toJson } from '@overmind/db/database';
import { putSpeakers } from '@overmind/db/queries/discussions/board';
import { findDiscussionRow, insertDiscussionRow } from '@overmind/db/queries/discussions/discussions';
import { insertDiscussionEvents } from '@overmind/db/queries/discussions/events';
import { findProjectRow, settingsOf } from '@overmind/db/queries/projects/projects';
import { getServerTime } from '@overmind/db/queries/system';
import { insertConversation } from '@overmind/db/queries/talk/conversations';
import { apply } from '@overmind/domain/discussions/fold';
import { statusOf } from '@overmind/domain/discussions/state';
import { titleOfGoal } from '@overmind/domain/discussions/title';
import { type Call, userIdOf } from '../call.ts';
import type { Core } from '../core.ts';
import { toStorable } from '../runs/storable.ts';
import { type Write, write } from '../write.ts';
import { wakeDiscussion } from './drive.ts';
import { listPersonas } from './personas.ts';
import { follow } from './record.ts';

/** Those who were named, in that order, or all who are enabled. */
async function choosePersonas(w: Write, projectId: string, keys: string[] | undefined): Promise<Persona[]> {
  const all = await listPersonas(w.tx, projectId);
  const chosen =
    keys?.map((key) => all.find(({ persona }) => persona.key === key) ?? key) ??
    all.filter(({ is_enabled }) => is_enabled).slice(0, mostSpeakers);
  const unknown = chosen.filter((each) => typeof each === 'string');
  if (unknown.length > 0)
    throw new AppError('invalid', `There is no persona ${unknown.join(', ')} in this project.`, {
      errors: [{ pointer: '/agents', detail: `unknown: ${unknown.join(', ')}` }],
    });
  if (chosen.length === 0)
    throw new AppError(
      'rule_violated',
      'Every persona of this project is disabled. Enable one, or name who is to speak.',
      {
        rule: 'discussions.no_speakers',
      },
    );
  return chosen.flatMap((each) => (typeof each === 'string' ? [] : [each.persona]));
}

const mostSpeakers = 20;

function requireFacilitator(personas: readonly Persona[], named: string | undefined): string {
  const facilitator = named ?? personas[0]?.key ?? '';
  if (personas.some(({ key }) => key === facilitator)) return facilitator;
  throw new AppError('invalid', 'The facilitator has to be one of the agents.', {
    errors: [{ pointer: '/facilitator', detail: 'Name one of the agents.' }],
  });
}

/** Where a discussion was asked for. The chat is told what the discussion asks and what comes of it. */
export interface DiscussionOrigin {
  conversationId: string | null;
  messageId: string | null;
}

const nowhere: DiscussionOrigin = { conversationId: null, messageId: null };

export async function startDiscussionIn(
  w: Write,
  projectId: string,
  input: NewDiscussion,
  origin: DiscussionOrigin = nowhere,
): Promise<Discussion> {
  const project = await findProjectRow(w.tx, projectId);
  if (!project) throw notFound('project');
  if (project.archived_at !== null)
    throw new AppError(
      'rule_violated',
      'The project is archived, so nothing runs in it. Take it back out first.',
      {
        rule: 'project.archived',
      },
    );
  const personas = await choosePersonas(w, projectId, input.agents);
  const facilitator = requireFacilitator(personas, input.facilitator);
  const conversation = await insertConversation(w.tx, {
    ...{ project_id: projectId, kind: 'discussion', mode: 'text' },
    ...{ title: input.title ?? titleOfGoal(input.goal), created_by_user_id: userIdOf(w.call) },
  });
  const now = await getServerTime(w.tx);
  const answer_hours = input.settings.answer_hours ?? settingsOf(project).discussion_answer_hours;
  const settings = { ...input.settings, answer_hours };
  const event: EventOf<'opened'> = toStorable({
    ...{ type: 'opened', at_ms: now.getTime(), goal: input.goal, facilitator, settings },
    speakers: personas.map(({ key, name, topics, weight }) => ({ key, name, topics, weight })),
  });
  const discussion = await openDiscussion(w, conversation, { event, personas, origin });
  w.emit(projectId, 'conversation.created', discussion.id, discussion);
  w.audit('discussion.started', discussion.id, projectId, { agents: personas.map(({ key }) => key) });
  await wakeDiscussion(w, discussion.id);
  return discussion;
}

/** The first of its events, with the row that it begins. */
async function openDiscussion(
  w: Write,
  { id, project_id }: { id: string; project_id: string },
  opening: { event: EventOf<'opened'>; personas: readonly Persona[]; origin: DiscussionOrigin },
): Promise<Discussion> {
  const { event, personas, origin } = opening;
  const state = apply(null, event);
  if (state === null) throw new Error('a discussion could not be opened');
  await insertDiscussionRow(w.tx, {
    ...{ id, project_id, goal: event.goal, facilitator: event.facilitator },
    ...{ phase: state.phase, status: statusOf(state) },
    ...{ settings: toJson(event.settings), personas: toJson(personas) },
    ...{ origin_conversation_id: origin.conversationId, origin_message_id: origin.messageId },
  });
  await putSpeakers(
    w.tx,
    id,
    personas.map(({ key }) => ({ key, turns: 0, skipped: 0 })),
  );
  await insertDiscussionEvents(w.tx, id, [{ seq: 1, event }]);
  const row = await findDiscussionRow(w.tx, id);
  if (row === null) throw new Error('the discussion is gone');
  const person = { userId: userIdOf(w.call) };
  const { discussion } = await follow(w, row, { event, before: null, after: { seq: 1, state }, person });
  return discussion;
}

export const startDiscussion = (
  core: Core,
  call: Call,
  projectId: string,
  input: NewDiscussion,
): Promise<Discussion> => write(core, call, (w) => startDiscussionIn(w, projectId, input));
