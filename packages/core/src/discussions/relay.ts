import type { MessageLinks } from '@overmind/contracts/entities/conversation';
import type { DiscussionEvent } from '@overmind/contracts/entities/discussion-event';
import type { DiscussionRow } from '@overmind/db/queries/discussions/discussions';
import { closeRelayed } from '@overmind/db/queries/discussions/spoken';
import { findConversation, insertMessage } from '@overmind/db/queries/talk/conversations';
import { answerHours, answerTimes } from '@overmind/domain/discussions/flow/patience';
import type { DiscussionState, Ending } from '@overmind/domain/discussions/state';
import {
  type ResultOutcome,
  relayEnd,
  relayQuestions,
  relaySilence,
} from '@overmind/domain/replies/discussion';
import { endingOf } from '@overmind/domain/replies/permission';
import type { z } from 'zod';
import { toStorable } from '../runs/storable.ts';
import type { Write } from '../write.ts';

interface Happened {
  event: DiscussionEvent;
  before: DiscussionState | null;
  after: DiscussionState;
}

interface Told {
  content: string;
  links: Partial<z.infer<typeof MessageLinks>>;
  asks: boolean;
}

/** What a discussion asked in a chat is settled: nobody is asked for it there any more, on open pages too. */
export async function closeRelayedIn(
  w: Write,
  { id, project_id }: Pick<DiscussionRow, 'id' | 'project_id'>,
): Promise<void> {
  for (const { id: messageId, conversation_id } of await closeRelayed(w.tx, id))
    w.emit(project_id, 'conversation.message.updated', messageId, {
      ...{ conversation_id, requires_user_response: false },
    });
}

/** Tells the chat that a discussion was asked for in what it asks of people, and what came of it. */
export async function relay(w: Write, row: DiscussionRow, happened: Happened): Promise<void> {
  const { origin_conversation_id: origin, id, project_id } = row;
  if (origin === null) return;
  const { before, after } = happened;
  const told = toldBy(row, happened);
  const wasAsking = before?.user.waitingFor != null;
  if (wasAsking && (after.user.waitingFor === null || after.ending !== null || told?.asks === true))
    await closeRelayedIn(w, row);
  if (told === null) return;
  const chat = await findConversation(w.tx, origin);
  if (chat === null || chat.archived_at !== null) return;
  const message = await insertMessage(w.tx, {
    ...{ conversation_id: origin, role: 'relayer', content: toStorable(told.content) },
    message_type: told.asks ? 'question_to_user' : 'response',
    requires_user_response: told.asks,
    links: toStorable({ ...told.links, discussion_id: id }),
  });
  w.emit(project_id, 'conversation.message.created', message.id, message);
}

function toldBy(row: DiscussionRow, { event, before, after }: Happened): Told | null {
  if (after.ending !== null) return before?.ending == null ? ofEnd(row, after.ending) : null;
  switch (event.type) {
    case 'user_asked':
    case 'user_reminded':
      return ofQuestions(row, after, event.type === 'user_reminded');
    case 'user_silent':
      return { content: relaySilence(row.title, answerHours(after)), links: {}, asks: false };
    default:
      return null;
  }
}

function ofQuestions({ title }: DiscussionRow, state: DiscussionState, isReminder: boolean): Told | null {
  const { user, lastAtMs } = state;
  if (user.waitingFor === null) return null;
  const leftMs = (answerTimes(state)?.dueAtMs ?? lastAtMs) - lastAtMs;
  const content = relayQuestions({ title, questions: user.waitingFor, leftMs, isReminder });
  return { content, links: { relays: 'question' }, asks: true };
}

function ofEnd(row: DiscussionRow, ending: Ending): Told {
  const { content, choices } = relayEnd(resultOf(row, ending));
  return { content, links: { choices, relays: 'outcome' }, asks: choices.length > 0 };
}

/** What a discussion came to, for people. */
export const resultOf = (
  { id, title, request_id, spec_id }: DiscussionRow,
  { status, reason, record, options }: Ending,
): ResultOutcome => ({
  ...{ kind: 'result', title, status, reason, record, options, ending: endingOf(id) },
  ...{ hasTasks: request_id !== null, hasSpec: spec_id !== null },
});
