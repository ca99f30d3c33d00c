import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import type { TaskFacts } from '@overmind/domain/replies/facts';
import type { ReplyOutcome } from '@overmind/domain/replies/outcome';
import { isPaused } from '../acts/on-project.ts';
import { type Answer, answerWith } from '../say.ts';
import type { Turn } from '../turn.ts';
import { describeBoard } from './board.ts';
import { findTaskFacts } from './find-task-facts.ts';
import { describeAgents } from './project.ts';
import { describeLastRun } from './runs.ts';

type TaskTopic = 'task' | 'why' | 'when' | 'who';

/** How named tasks are, or why, when and by whom; without a name, the nearest true answer. */
export async function describeTasks(
  turn: Turn,
  topic: TaskTopic,
  understood: UnderstoodRequest,
): Promise<Answer> {
  if (understood.targets.length === 0) return describeWithoutTask(turn, topic, understood);
  const tasks = await findTaskFacts(turn, understood.targets);
  const paused = topic === 'why' && (await isPaused(turn));
  const answers = tasks.map((task): ReplyOutcome => toOutcome(turn, topic, task, paused));
  const [only] = answers;
  return only !== undefined && answers.length === 1
    ? answerWith(only, tasks)
    : answerWith({ kind: 'several', outcomes: answers }, tasks);
}

function toOutcome({ now }: Turn, topic: TaskTopic, task: TaskFacts, paused: boolean): ReplyOutcome {
  switch (topic) {
    case 'task':
    case 'when':
      return { kind: topic, task, now };
    case 'why':
      return { kind: 'why', task, isPaused: paused };
    case 'who':
      return { kind: 'who', task };
  }
}

async function describeWithoutTask(
  turn: Turn,
  topic: TaskTopic,
  understood: UnderstoodRequest,
): Promise<Answer> {
  if (understood.agent !== null) return describeAgents(turn, understood.agent);
  switch (topic) {
    case 'why':
      return describeBoard(turn, 'queue');
    case 'when':
      return describeLastRun(turn, understood);
    case 'who':
      return describeBoard(turn, 'running');
    case 'task':
      return describeBoard(turn, 'overview');
  }
}
