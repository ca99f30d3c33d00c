import { lockProject } from '@overmind/db/queries/projects/projects';
import { type ControlActRow, lockLastActs, markActsUndone } from '@overmind/db/queries/work/control-acts';
import { type ActName, Before } from '../acts/record.ts';
import { type Answer, answerWith } from '../say.ts';
import { requireRole, type Turn } from '../turn.ts';
import { undoCancel } from './cancel.ts';
import { undoCreation } from './created.ts';
import { undoOnProject } from './on-project.ts';
import { undoOnTalk } from './on-talk.ts';
import { undoOnTasks } from './on-tasks.ts';
import type { Undone } from './outcome.ts';

/** Acts that change what scheduling goes by: they take the project before any task, as scheduling does. */
const ofProject: readonly string[] = ['pause', 'resume', 'enable_agent', 'disable_agent'] satisfies ActName[];

async function undoOne(turn: Turn, row: ControlActRow): Promise<Undone> {
  const act = row.act as ActName;
  const { tasks, agent, subject } = Before.parse(row.before);
  switch (act) {
    case 'cancel':
      return undoCancel(turn, tasks);
    case 'create_tasks':
      return undoCreation(turn, row.request_id);
    case 'pause':
    case 'resume':
    case 'enable_agent':
    case 'disable_agent':
      return undoOnProject(turn, act, agent?.name ?? null);
    case 'discuss':
    case 'answer_discussion':
    case 'spec':
      return undoOnTalk(act, subject);
    default:
      return undoOnTasks(turn, act, tasks);
  }
}

/**
 * Takes back what the person last had done in this conversation: all acts of that one message, the latest first.
 * What cannot be taken back is said, and the next "undo" goes on to what came before it.
 */
export async function undoLast(turn: Turn): Promise<Answer> {
  requireRole(turn, 'operator');
  const { w, request } = turn;
  const { conversation_id: conversationId, created_by_user_id: userId } = request;
  const acts =
    conversationId === null || userId === null ? [] : await lockLastActs(w.tx, conversationId, userId);
  if (acts.length === 0) {
    const nothing = 'There is nothing of yours to take back in this conversation.';
    return answerWith({ kind: 'undone', lines: [nothing], choices: [] });
  }
  if (acts.some((each) => ofProject.includes(each.act))) await lockProject(w.tx, turn.projectId);
  const undone: Undone[] = [];
  for (const act of acts) {
    const result = await w.attempt(() => undoOne(turn, act));
    undone.push(result.ok ? result.value : { lines: [result.error.message], choices: [], tasks: [] });
  }
  // What was refused as well: else nothing before it could ever be taken back.
  await markActsUndone(
    w.tx,
    acts.map((act) => act.id),
  );
  const lines = undone.flatMap((each) => each.lines);
  const choices = undone.flatMap((each) => each.choices);
  return answerWith(
    { kind: 'undone', lines, choices },
    undone.flatMap((each) => each.tasks),
  );
}
