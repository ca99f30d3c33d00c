import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import { AppError } from '@overmind/contracts/errors';
import { listAskingDiscussions, listRelayed } from '@overmind/db/queries/discussions/spoken';
import { findMessage } from '@overmind/db/queries/talk/conversations';
import { endingOf } from '@overmind/domain/replies/permission';
import { readCode, sayings } from '@overmind/domain/requests/discussion-words';
import { sayInDiscussionIn, waiveQuestionsIn } from '../../discussions/interject.ts';
import { type Answer, answerWith } from '../say.ts';
import { requireRole, type Turn } from '../turn.ts';
import { requireShort } from './length.ts';
import { recordAct } from './record.ts';

const mostAsking = 50;
const mostOffered = 5;
/** Longer words were no short order for work. */
const longestWork = 300;

interface Asking {
  id: string;
  title: string;
}

/** The discussion that waits: the one named, the one whose question was put here last, else the only one. */
async function findAsking(turn: Turn, ending: string | null): Promise<Asking | Asking[]> {
  const { w, projectId, request } = turn;
  const asking = await listAskingDiscussions(w.tx, projectId, mostAsking);
  if (ending !== null) return asking.filter(({ id }) => endingOf(id) === ending);
  const { conversation_id: conversationId, message_id: before } = request;
  const relayed =
    conversationId === null ? [] : await listRelayed(w.tx, conversationId, { before, limit: 1 });
  const here = asking.find(({ id }) => relayed[0]?.relays === 'question' && relayed[0].discussionId === id);
  return here ?? asking;
}

const nothingAsked = (): AppError =>
  new AppError('rule_violated', 'No discussion waits for an answer now.', {
    rule: 'discussion.nothing_asked',
  });

/** Gives a discussion that waits what a person said, as the answer, or lets it go on without one. */
export async function answerDiscussion(turn: Turn, understood: UnderstoodRequest): Promise<Answer> {
  requireRole(turn, 'operator');
  const isWaiver = understood.intent === 'waive_question';
  const { ending, rest } = readCode(understood.words);
  const words = (rest ?? '').trim();
  const found = await findAsking(turn, ending);
  const [only, more] = Array.isArray(found) ? found : [found];
  if (only === undefined) throw nothingAsked();
  if (!isWaiver) requireShort('An answer, after “answer:”,', words);
  if (more !== undefined && Array.isArray(found))
    return answerWith({
      ...{ kind: 'clarify', question: 'Several discussions wait for an answer. Which one do you mean?' },
      choices: found.slice(0, mostOffered).map(({ id, title }) => ({
        label: title,
        say: isWaiver ? sayings.waive(endingOf(id)) : sayings.answer(endingOf(id), words),
      })),
    });
  if (isWaiver) await waiveQuestionsIn(turn.w, only.id);
  else await give(turn, only.id, words);
  await recordAct(turn, 'answer_discussion', { subject: only.title });
  const isDoubtful = understood.confidence < 0.9 && words.length <= longestWork && !words.includes('\n');
  return {
    ...answerWith({ kind: 'answered', title: only.title, isWaiver, work: isDoubtful ? words : null }),
    discussionId: only.id,
  };
}

/** Where it was spoken goes with it. */
async function give({ w, request }: Turn, id: string, words: string): Promise<void> {
  if (words === '')
    throw new AppError('rule_violated', 'Say the answer, too.', { rule: 'discussion.no_words' });
  const message = request.message_id === null ? null : await findMessage(w.tx, request.message_id);
  await sayInDiscussionIn(w, id, {
    ...{
      content: words.toWellFormed(),
      isAnswer: true,
      userId: request.created_by_user_id,
    },
    ...(message?.recording === undefined ? {} : { recording: message.recording }),
  });
}
