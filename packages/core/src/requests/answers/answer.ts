import type { Topic, UnderstoodRequest } from '@overmind/contracts/entities/request';
import { type BoardTopic, boardTopics } from '@overmind/domain/replies/board';
import { describeDecision } from '../acts/decisions.ts';
import { type Answer, answerWith } from '../say.ts';
import type { Turn } from '../turn.ts';
import { describeBoard } from './board.ts';
import { repeatLastAnswer } from './last-answer.ts';
import { describeAgents, describeRunners, describeSentences } from './project.ts';
import { describeLastRun } from './runs.ts';
import { describeTasks } from './task.ts';

const isBoardTopic = (topic: Topic): topic is BoardTopic => (boardTopics as readonly Topic[]).includes(topic);

/** The topic of words without one: the tasks or the agent they name, or, for a status, the whole. */
function topicOf({ topic, targets, agent, intent }: UnderstoodRequest): Topic | null {
  if (topic !== null) return topic;
  if (targets.length > 0) return 'task';
  if (agent !== null) return 'agents';
  return intent === 'status' ? 'overview' : null;
}

/** What is true at this moment, read in the transaction that stores the answer. */
export async function answerQuestion(turn: Turn, understood: UnderstoodRequest): Promise<Answer> {
  const topic = topicOf(understood);
  if (topic === null) return answerWith({ kind: 'unknown' });
  if (isBoardTopic(topic)) return describeBoard(turn, topic);
  switch (topic) {
    case 'task':
    case 'why':
    case 'when':
    case 'who':
      return describeTasks(turn, topic, understood);
    case 'last_run':
      return describeLastRun(turn, understood);
    case 'last_answer':
      return repeatLastAnswer(turn);
    case 'agents':
      return describeAgents(turn, understood.agent);
    case 'runners':
      return describeRunners(turn);
    case 'decisions':
      return describeDecisions(turn, understood.words);
    case 'focus':
    case 'risks':
    case 'notes':
      return describeSentences(turn, topic);
  }
}

const ofOne = /\b(?:they|the agents|the team|the (?:last |latest )?(?:discussion|debate)|consensus)\b/i;

/** What one discussion came to, where the words speak of one; else all that was decided. */
async function describeDecisions(turn: Turn, words: string | null): Promise<Answer> {
  const isOfOne = words !== null || ofOne.test(turn.request.text);
  const told = isOfOne ? await describeDecision(turn, words) : null;
  return told ?? describeSentences(turn, 'decisions');
}
