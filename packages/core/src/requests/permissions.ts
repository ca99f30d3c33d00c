import type { Choice } from '@overmind/contracts/entities/request';
import {
  findPermissionByEnding,
  listPermissionsByIds,
  listWaitingAt,
  type PermissionRow,
} from '@overmind/db/queries/execution/permissions';
import { listPendingMessages } from '@overmind/db/queries/talk/pending';
import { findQuestionBefore, listOpenQuestions } from '@overmind/db/queries/talk/permission-questions';
import { listTasksByIds } from '@overmind/db/queries/work/tasks';
import {
  type PermissionOutcome,
  permissionChoices,
  readVerdict,
  type SpokenVerdict,
  whichPermission,
} from '@overmind/domain/replies/permission';
import { readAnswer } from '@overmind/domain/requests/answer';
import { decideIn } from '../runs/permissions/decide.ts';
import { type Answer, answerWith } from './say.ts';
import { requireRole, type Turn } from './turn.ts';

const maxAsked = 20;

type Meant = { kind: 'one'; permission: PermissionRow } | { kind: 'several'; permissions: PermissionRow[] };

const byId = async (turn: Turn, ids: readonly string[]): Promise<PermissionRow[]> => {
  const found = await listPermissionsByIds(turn.w.tx, ids);
  return ids.flatMap((id) => found.find((each) => each.id === id) ?? []);
};

const oneOf = (permissions: PermissionRow[]): Meant | null => {
  const [only, second] = permissions;
  if (only === undefined) return null;
  return second === undefined ? { kind: 'one', permission: only } : { kind: 'several', permissions };
};

/** The oldest of each run: its question is the one that people see. */
function oldestOfEachRun(permissions: readonly PermissionRow[]): PermissionRow[] {
  const runs = new Map<string, PermissionRow>();
  for (const each of permissions) if (!runs.has(each.run_id)) runs.set(each.run_id, each);
  return [...runs.values()].slice(0, maxAsked);
}

/** What waited in the project when these words were written, of a task where one is named. Nothing later is decided. */
async function findWaiting(turn: Turn, key: string | null): Promise<Meant | null> {
  const waiting = await listWaitingAt(turn.w.tx, turn.projectId, turn.request.id, 1_000);
  if (key === null) return oneOf(oldestOfEachRun(waiting));
  const tasks = await listTasksByIds(turn.w.tx, [...new Set(waiting.map(({ task_id }) => task_id))]);
  const task = tasks.find((each) => each.key === key);
  return oneOf(oldestOfEachRun(waiting.filter(({ task_id }) => task_id === task?.id)));
}

/** What "yes" answers: the last thing that was said, unless other questions for leave wait beside it. */
async function findAnswered(turn: Turn): Promise<Meant | null> {
  const { conversation_id: conversationId, message_id: messageId } = turn.request;
  if (conversationId === null || messageId === null) return null;
  const asked = await findQuestionBefore(turn.w.tx, conversationId, messageId);
  if (asked === null) return null;
  const open = await listOpenQuestions(turn.w.tx, conversationId, messageId);
  return oneOf(await byId(turn, [...new Set([...open, asked])]));
}

async function findMeant(turn: Turn, spoken: SpokenVerdict): Promise<Meant | null> {
  const { key: taskKey, ending } = spoken;
  if (taskKey !== null && ending !== null) {
    const found = await findPermissionByEnding(turn.w.tx, turn.projectId, { taskKey, ending });
    return found && { kind: 'one', permission: found };
  }
  if (taskKey !== null) return findWaiting(turn, taskKey);
  return (await findAnswered(turn)) ?? (spoken.isBare ? null : findWaiting(turn, null));
}

/** Asks which one is meant; each choice names its request. */
async function askWhich(
  turn: Turn,
  permissions: PermissionRow[],
  { verdict }: SpokenVerdict,
): Promise<Answer> {
  const tasks = await listTasksByIds(
    turn.w.tx,
    permissions.map(({ task_id }) => task_id),
  );
  const choices = permissions.flatMap((permission): Choice[] => {
    const task = tasks.find(({ id }) => id === permission.task_id);
    const say = task && permissionChoices(task.key, permission.id)[verdict === 'allow' ? 0 : 1]?.say;
    return task && say !== undefined ? [{ label: task.key, say }] : [];
  });
  const question = whichPermission(choices.map(({ label }) => label));
  return answerWith({ kind: 'clarify', question, choices }, tasks);
}

async function decide(turn: Turn, before: PermissionRow, { verdict }: SpokenVerdict): Promise<Answer> {
  requireRole(turn, 'operator');
  const permission = await decideIn(turn.w, before.id, { decision: verdict });
  const [task] = await listTasksByIds(turn.w.tx, [permission.task_id]);
  const isRepeat = before.status !== 'pending';
  const outcome: PermissionOutcome = {
    ...{ kind: 'permission', key: task?.key ?? '', title: permission.title, verdict, isRepeat },
  };
  return answerWith(outcome, task ? [task] : []);
}

/** "The first", "SHOP-3" where it was asked which request is meant. */
async function readChoice(turn: Turn): Promise<SpokenVerdict | null> {
  const { conversation_id: conversationId, message_id: before, text } = turn.request;
  const questions =
    conversationId === null ? [] : await listPendingMessages(turn.w.tx, conversationId, before);
  const question = questions.findLast(({ links }) => links.permission_id === undefined);
  const choices = question?.links.choices ?? [];
  const isAboutLeave = choices.length > 0 && choices.every(({ say }) => readVerdict(say)?.ending != null);
  const answered = isAboutLeave ? readAnswer(text, { question: '', choices }, []) : null;
  const [only, second] = answered?.kind === 'say' ? answered.sentences : [];
  return only === undefined || second !== undefined ? null : readVerdict(only);
}

/**
 * Decides what a coding agent asks leave for, where the words of a request do: as the person who said them, and only
 * what they name or answer. Null where they speak of something else.
 */
export async function answerPermission(turn: Turn): Promise<Answer | null> {
  const spoken = (await readChoice(turn)) ?? readVerdict(turn.request.text);
  const meant = spoken && (await findMeant(turn, spoken));
  if (!spoken || !meant) return null;
  if (meant.kind === 'several') return askWhich(turn, meant.permissions, spoken);
  const result = await turn.w.attempt(() => decide(turn, meant.permission, spoken));
  return result.ok ? result.value : answerWith({ kind: 'refused', detail: result.error.message });
}
