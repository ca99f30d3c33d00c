import type { UnderstoodRequest } from '@overmind/contracts/entities/request';
import { findTasksByKey } from '@overmind/db/queries/work/tasks';
import { answerQuestion } from '../answers/answer.ts';
import { describeChanges } from '../answers/runs.ts';
import { type Answer, answerWith } from '../say.ts';
import type { Turn } from '../turn.ts';
import { undoLast } from '../undo/undo.ts';
import { startDiscussing } from './discuss.ts';
import { pauseOrResume, runOrchestratorIn, toggleAgent } from './on-project.ts';
import { actOnTasks } from './on-tasks.ts';

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

const subjectLead =
  /^.*?\b(?:spec(?:ification|ify)?)\b(?:\s+(?:out|about|through|for|of|on|over|a|an|the|whether))*\s*/i;
const maxSubjectLength = 120;

/** What a spec was to be about. */
function subjectOf({ words }: UnderstoodRequest, text: string): string {
  const subject = (words ?? text.replace(subjectLead, '')).replace(/\s+/g, ' ').replace(/[.!?\s]+$/, '');
  return [...subject.trim()].slice(0, maxSubjectLength).join('') || 'it';
}

/** Carries out a control request, or answers a question, in the transaction that stores the answer. */
export async function actOn(turn: Turn, understood: UnderstoodRequest): Promise<Answer> {
  const { intent, remark } = understood;
  if (understood.needs_clarification !== null) return askBack(turn, understood);
  if (remark !== null) return answerWith({ kind: 'remark', remark });
  switch (intent) {
    case 'cancel':
    case 'retry':
    case 'approve':
    case 'reject':
    case 'reprioritize':
    case 'assign':
    case 'comment':
    case 'block':
      return actOnTasks(turn, intent, understood);
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
      return answerWith({ kind: 'help' });
    case 'undo':
      return undoLast(turn);
    case 'discuss':
      return startDiscussing(turn, understood.words);
    case 'spec':
      return answerWith({
        kind: 'not_offered',
        subject: subjectOf(understood, turn.request.text),
      });
    case 'create_tasks':
      return answerWith({ kind: 'refused', detail: 'I found nothing to do in that.' });
  }
}
