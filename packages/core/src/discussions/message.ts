import type { AgentMessage } from '@overmind/contracts/entities/discussion';
import type { DiscussionEvent, EventOf, UserQuestion } from '@overmind/contracts/entities/discussion-event';
import type { DiscussionMessage } from '@overmind/contracts/entities/discussion-room';
import type { SpokenIn } from '@overmind/contracts/entities/recording';
import { insertSaid } from '@overmind/db/queries/discussions/messages';
import { insertMessage, type MessageToInsert } from '@overmind/db/queries/talk/conversations';
import { answerHours, answerTimes } from '@overmind/domain/discussions/flow/patience';
import { textOf } from '@overmind/domain/discussions/protocol/read-reply';
import type { DiscussionState } from '@overmind/domain/discussions/state';
import { noteSilence, remindOf } from '@overmind/domain/replies/discussion';
import type { Write } from '../write.ts';

/** A person behind an event, and where they said it. */
export interface Speaking {
  userId: string | null;
  recording?: SpokenIn;
}

type Said = DiscussionMessage['said'];
interface NewMessage {
  message: Omit<MessageToInsert, 'conversation_id'>;
  said: Partial<Said>;
}

/** Stores what an event says to people, as a message that search finds; null where it says nothing. `at` is when, if not now. */
export async function addMessage(
  w: Write,
  discussion: { id: string; project_id: string },
  happened: Happened & { seq: number },
  person: Speaking,
  at?: Date,
): Promise<DiscussionMessage | null> {
  const { event, seq, before, after } = happened;
  const made = messageOf(discussion.id, { event, before, after }, person);
  if (made === null) return null;
  const said: Said = {
    ...{ seq, phase: before?.phase ?? after.phase, round: after.round?.number ?? 0 },
    ...{ turn: null, purpose: null, ref: null, body: null, asked: null },
    ...made.said,
  };
  const message = await insertMessage(w.tx, {
    conversation_id: discussion.id,
    ...made.message,
    ...(at === undefined ? {} : { at }),
  });
  await insertSaid(w.tx, { message_id: message.id, discussion_id: discussion.id, said });
  return { ...message, said };
}

interface Happened {
  event: DiscussionEvent;
  before: DiscussionState | null;
  after: DiscussionState;
}

function messageOf(
  discussionId: string,
  { event, before, after }: Happened,
  person: Speaking,
): NewMessage | null {
  switch (event.type) {
    case 'opened':
      return ofPerson(event.goal, 'discussion', person);
    case 'user_spoke':
      return ofPerson(
        event.content,
        event.is_answer && before?.user.waitingFor != null ? 'user_response' : 'discussion',
        person,
      );
    case 'user_asked':
      return asked(event.questions, discussionId);
    case 'user_reminded':
      return after.user.waitingFor === null ? null : reminding(after, discussionId);
    case 'user_silent':
      return ofRelayer(noteSilence(answerHours(after)), discussionId);
    case 'turn_spoken':
      return before === null ? null : spoken(event, before, after);
    default:
      return null;
  }
}

const ofPerson = (
  content: string,
  message_type: 'discussion' | 'user_response',
  { userId, recording }: Speaking,
): NewMessage => ({
  message: {
    ...{ role: 'user', sender_id: userId, message_type, content },
    ...(recording === undefined ? {} : { recording }),
  },
  said: {},
});

const asked = (questions: readonly UserQuestion[], discussionId: string): NewMessage => ({
  message: {
    links: { discussion_id: discussionId },
    ...{ role: 'relayer', message_type: 'question_to_user', requires_user_response: true },
    content:
      questions.length === 1
        ? (questions[0]?.question ?? '')
        : questions.map(({ question }, at) => `${at + 1}. ${question.replace(/\s+/g, ' ')}`).join('\n'),
  },
  said: { asked: [...questions] },
});

/** Puts the questions once more, so that it stands in the inbox, too. */
function reminding(state: DiscussionState, discussionId: string): NewMessage {
  const leftMs = (answerTimes(state)?.dueAtMs ?? state.lastAtMs) - state.lastAtMs;
  const { message, said } = ofRelayer(remindOf(state.user.waitingFor ?? [], leftMs), discussionId);
  return { message: { ...message, message_type: 'question_to_user', requires_user_response: true }, said };
}

const ofRelayer = (content: string, discussion_id: string): NewMessage => ({
  message: { links: { discussion_id }, role: 'relayer', message_type: 'response', content },
  said: {},
});

function spoken(
  { turn, message }: EventOf<'turn_spoken'>,
  before: DiscussionState,
  after: DiscussionState,
): NewMessage | null {
  const place = before.turns.find((each) => each.turn === turn && each.outcome === 'open');
  if (place === undefined) return null;
  const { speaker, purpose, phase, round } = place;
  return {
    message: {
      ...{ role: 'agent', sender_id: speaker, content: textOf(message) },
      message_type: purpose === 'summarise' ? 'summary' : message.type,
    },
    said: { turn, purpose, phase, round, ref: refOf(message, after), body: message },
  };
}

/** What it is called from now on. */
function refOf(message: AgentMessage, { proposals, questions }: DiscussionState): string | null {
  if (message.type === 'proposal') return proposals.at(-1)?.ref ?? null;
  return message.type === 'question' ? (questions.at(-1)?.ref ?? null) : null;
}
