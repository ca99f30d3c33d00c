import { NewDiscussion } from '@overmind/contracts/entities/discussion-room';
import { startDiscussionIn } from '../../discussions/start.ts';
import { type Answer, answerWith } from '../say.ts';
import { requireRole, type Turn } from '../turn.ts';
import { requireShort } from './length.ts';
import { recordAct } from './record.ts';

const lead =
  /^.*?\b(?:discuss(?:ions?)?|debate|brainstorm(?:ing)?|talk|meeting|think)\b(?:[\s:]+(?:out|about|through|for|of|on|over|with))*[\s:]*/is;
const subjectOf = (text: string): string => text.replace(lead, '').trim();

const hasWords = /[\p{L}\p{N}]{2}/u;

/** Lets the personas of the project discuss what was said; the answer leads to it. */
export async function startDiscussing(turn: Turn, words: string | null): Promise<Answer> {
  requireRole(turn, 'operator');
  const goal = words ?? subjectOf(turn.request.text);
  if (!hasWords.test(goal))
    return answerWith({ kind: 'clarify', question: 'What should the agents discuss?', choices: [] });
  requireShort('What is discussed', goal);
  const input = NewDiscussion.parse({ goal });
  const { conversation_id: conversationId, message_id: messageId } = turn.request;
  const origin = { conversationId, messageId };
  const { id, title, speakers } = await startDiscussionIn(turn.w, turn.projectId, input, origin);
  await recordAct(turn, 'discuss', { subject: title });
  return {
    ...answerWith({ kind: 'discussing', title, speakers: speakers.map(({ name }) => name) }),
    discussionId: id,
  };
}
