import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import { findTasksByKey } from '@overmind/db/queries/work/tasks';
import { answerQuestion } from '../answers/answer.ts';
import { describeChanges } from '../answers/runs.ts';
import { type Answer, answerWith } from '../say.ts';
import type { Turn } from '../turn.ts';
import { undoLast } from '../undo/undo.ts';
import { answerDiscussion } from './answer-discussion.ts';
import { approve } from './approve.ts';
import { makeOfDecision } from './decisions.ts';
import { startDiscussing } from './discuss.ts';
import { exampleKey } from './example-key.ts';
import { pauseOrResume, runOrchestratorIn, toggleAgent } from './on-project.ts';
import { actOnTasks } from './on-tasks.ts';
import { specify } from './specify.ts';

/** Asks back with the choices that go with the question, or with one for each task that may be meant. */
async function askBack({ w, projectId, request }: Turn, understood: UnderstoodRequest): Promise<Answer> {
  const tasks = await findTasksByKey(w.tx, projectId, understood.targets.slice(0, 20));
  const verb = understood.intent === 'reprioritize' ? 'prioritize' : understood.intent.replace('_', ' ');
  const offered =
    understood.choices.length > 0 || request.source === 'voice'
      ? understood.choices
      : tasks.map((task) => ({ label: `${task.key} ${task.title}`, say: `${verb} ${task.key}` }));
  const question = understood.needs_clarification ?? 'What do you mean?';
  return answerWith({ kind: 'clarify', question, choices: offered }, tasks);
}

/** Carries out a control request, or answers a question, in the transaction that stores the answer. */
export async function actOn(turn: Turn, understood: UnderstoodRequest): Promise<Answer> {
  const { intent, remark } = understood;
  if (understood.needs_clarification !== null) return askBack(turn, understood);
  if (remark !== null) return answerWith({ kind: 'remark', remark });
  switch (intent) {
    case 'cancel':
    case 'retry':
    case 'reject':
    case 'reprioritize':
    case 'assign':
    case 'comment':
    case 'block':
      return actOnTasks(turn, intent, understood);
    case 'approve':
      return approve(turn, understood);
    case 'run_cycle':
      return understood.targets.length > 0 ? actOnTasks(turn, 'run', understood) : runOrchestratorIn(turn);
    case 'status':
    case 'ask':
      return answerQuestion(turn, understood);
    case 'what_changed':
      return describeChanges(turn, understood);
    case 'pause':
    case 'resume':
      return pauseOrResume(turn, intent);
    case 'enable_agent':
    case 'disable_agent':
      return toggleAgent(turn, understood);
    case 'help':
      return answerWith({ kind: 'help', taskKey: await exampleKey(turn) });
    case 'undo':
      return undoLast(turn);
    case 'discuss':
      return startDiscussing(turn, understood.words);
    case 'spec':
      return specify(turn, understood);
    case 'answer_discussion':
    case 'waive_question':
      return answerDiscussion(turn, understood);
    case 'decision_tasks':
      return makeOfDecision(turn, understood, 'tasks');
    case 'decision_spec':
      return makeOfDecision(turn, understood, 'spec');
    case 'create_tasks':
      return answerWith({ kind: 'refused', detail: 'I found nothing to do in that.' });
  }
}
