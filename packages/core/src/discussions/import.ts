import type { DiscussionExport } from '@overmind/contracts/entities/discussion-export';
import type { Discussion } from '@overmind/contracts/entities/discussion-room';
import { AppError } from '@overmind/contracts/errors';
import { toJson } from '@overmind/db/database';
import {
  findDiscussionRow,
  insertDiscussionRow,
  toDiscussion,
} from '@overmind/db/queries/discussions/discussions';
import { insertDiscussionEvents, type StoredEvent } from '@overmind/db/queries/discussions/events';
import { getServerTime } from '@overmind/db/queries/system';
import { insertConversation } from '@overmind/db/queries/talk/conversations';
import { clearPendingMessages } from '@overmind/db/queries/talk/pending';
import { type Call, userIdOf } from '../call.ts';
import type { Core } from '../core.ts';
import { toStorable } from '../runs/storable.ts';
import { write } from '../write.ts';
import { checkEvents } from './check-events.ts';
import { addMessage } from './message.ts';
import { rebuild } from './rebuild.ts';
import { foldGently, type Held } from './state.ts';

const refuse = (pointer: string, detail: string): never => {
  throw new AppError('invalid', `This discussion cannot be imported: ${detail}.`, {
    errors: [{ pointer, detail }],
  });
};

const dayMs = 86_400_000;

/** A discussion from elsewhere, under ids of its own; nothing of a refused one stays. */
export const importDiscussion = (
  core: Core,
  call: Call,
  projectId: string,
  input: DiscussionExport,
): Promise<Discussion> =>
  write(core, call, async (w) => {
    const { title, personas, created_at, events: given } = toStorable(input);
    const now = await getServerTime(w.tx);
    const [opened] = given;
    if (opened?.type !== 'opened') return refuse('/events/0', 'it does not begin with its opening');
    const strangers = opened.speakers.filter(({ key }) => !personas.some((each) => each.key === key));
    if (strangers.length > 0) refuse('/personas', `a persona is missing: ${strangers[0]?.key}`);
    if (Date.parse(created_at) > now.getTime() + dayMs) refuse('/created_at', 'it was made in the future');
    if (!(Date.parse(created_at) >= 0)) refuse('/created_at', 'it was made before there were discussions');
    const checked = await checkEvents(given, now.getTime());
    if (!checked.ok) return refuse(`/events/${checked.at}`, checked.misfit);
    const { events } = checked;
    const conversation = await insertConversation(w.tx, {
      ...{ project_id: projectId, kind: 'discussion', title, mode: 'text' },
      created_by_user_id: userIdOf(call),
    });
    const { id } = conversation;
    await insertDiscussionRow(w.tx, {
      ...{ id, project_id: projectId, goal: opened.goal, facilitator: opened.facilitator, created_at },
      ...{ phase: 'initialization', status: 'active', settings: toJson(opened.settings) },
      personas: toJson(opened.speakers.flatMap(({ key }) => personas.find((each) => each.key === key) ?? [])),
    });
    await insertDiscussionEvents(w.tx, id, events);
    await addMessages(w, conversation, events);
    await rebuild(w.tx, id);
    const row = await findDiscussionRow(w.tx, id);
    if (row === null) throw new Error('the discussion is gone');
    const discussion = toDiscussion(row);
    w.emit(projectId, 'conversation.created', id, discussion);
    w.audit('discussion.imported', id, projectId, { events: events.length });
    return discussion;
  });

async function addMessages(
  w: Parameters<typeof addMessage>[0],
  conversation: { id: string; project_id: string },
  events: readonly StoredEvent[],
): Promise<void> {
  let before: Held | null = null;
  for (const stored of events) {
    const after: Held | null = await foldGently([stored], before);
    if (after === null) return;
    const states = { before: before?.state ?? null, after: after.state };
    // Who said it elsewhere is nobody here.
    await addMessage(
      w,
      conversation,
      { ...stored, ...states },
      { userId: null },
      new Date(stored.event.at_ms),
    );
    if (hasQuestions(before) && !hasQuestions(after)) await clearPendingMessages(w.tx, conversation.id);
    before = after;
  }
}

const hasQuestions = (held: Held | null): boolean =>
  held !== null && held.state.ending === null && held.state.user.waitingFor !== null;
