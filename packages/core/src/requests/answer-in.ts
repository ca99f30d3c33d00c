import type { Remark, UnderstoodRequest } from '@overmind/contracts/entities/request';
import { getServerTime } from '@overmind/db/queries/system';
import { clearPendingMessages } from '@overmind/db/queries/talk/pending';
import { hasWorkToIngest, updateRequestRow } from '@overmind/db/queries/work/requests';
import type { RowOf } from '@overmind/db/schema';
import { isPlannableWork } from '@overmind/domain/planner/wants';
import { composeReply } from '@overmind/domain/replies/reply';
import { understand } from '@overmind/domain/requests/understand';
import { toStorable } from '../runs/storable.ts';
import type { Write } from '../write.ts';
import { actOn } from './acts/act.ts';
import { byRules } from './answer-planned.ts';
import type { SecondReading } from './consult.ts';
import { loadContext } from './context.ts';
import { answerPermission } from './permissions.ts';
import { planWork, tooMuch } from './plan-work.ts';
import { joinReadings } from './planner.ts';
import { type Answer, answerWith, isRefusal, sayAsRelayer } from './say.ts';
import { beginTurn, type Turn } from './turn.ts';

const courtesies: readonly (Remark | null)[] = [
  'hush',
  'stop_listening',
  'greeting',
  'thanks',
  'farewell',
  'praise',
  'acknowledgement',
];
const isCourtesy = (each: UnderstoodRequest) => courtesies.includes(each.remark);

/** Silence that was asked for, or a noise that was heard: what waits for an answer goes on waiting. */
const isNoWord =
  (source: 'chat' | 'voice') =>
  ({ remark }: UnderstoodRequest): boolean =>
    remark === 'hush' || remark === 'stop_listening' || (remark === 'noise' && source === 'voice');

/** Courtesies beside something else need no answer of their own. */
const worthAnAnswer = (rest: readonly UnderstoodRequest[], hasWork: boolean) =>
  !hasWork && rest.every(isCourtesy) ? rest.slice(0, 1) : rest.filter((each) => !isCourtesy(each));

/** Acts and questions that are dealt with of one message. */
const maxActs = 20;
/** Parts of a message that are kept for what is said next. */
const maxKept = 50;

/** Each act by itself: one that is refused is answered with why and keeps nothing from the others. */
async function actOnAll(turn: Turn, said: readonly UnderstoodRequest[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const each of said.slice(0, maxActs)) {
    const result = await turn.w.attempt(() => actOn(turn, each));
    answers.push(result.ok ? result.value : answerWith({ kind: 'refused', detail: result.error.message }));
  }
  if (said.length > maxActs) answers.push(tooMuch(said.length, maxActs, 'things'));
  return answers;
}

function statusAfter(
  understood: readonly UnderstoodRequest[],
  answers: readonly Answer[],
  hasWork: boolean,
): RowOf<'requests'>['status'] {
  if (hasWork) return 'received';
  if (understood.some((each) => each.needs_clarification !== null)) return 'needs_clarification';
  return answers.length > 0 && answers.every(isRefusal) ? 'rejected' : 'answered';
}

/** Words that may point at work which was said just before. */
const pointsBack =
  /\b(?:it|its|that|this|them|those|these|one|ones|then|after|afterwards|before|first|same|also|too|both|all|last|previous|again)\b/i;

/**
 * Understands a locked request and answers what is no work. Answers `work_first`, and does nothing, where work
 * that was said before has to become tasks first, if the caller waits for that.
 */
export async function answerIn(
  w: Write,
  request: RowOf<'requests'>,
  { waitsForWork, second }: { waitsForWork: boolean; second: SecondReading | null },
): Promise<'answered' | 'work_first'> {
  if (await decidedIn(w, request)) return 'answered';
  const { text, conversation_id: conversationId, project_id: projectId } = request;
  const source = request.source === 'voice' ? 'voice' : 'chat';
  const context = await loadContext(w.tx, projectId, { text, source, conversationId, request });
  const { requests: rules } = understand(text, context);
  const understood = toStorable([...joinReadings(rules, second)]);
  const dependsOnWork = !understood.every(isPlannableWork) || pointsBack.test(text);
  if (
    conversationId !== null &&
    waitsForWork &&
    dependsOnWork &&
    (await hasWorkToIngest(w.tx, { projectId, conversationId }))
  )
    return 'work_first';
  if (conversationId !== null && context.pending != null && !understood.every(isNoWord(source)))
    await clearPendingMessages(w.tx, conversationId, request.message_id);
  await answerUnderstood(w, request, understood, second?.note);
  return 'answered';
}

/** Whether the request was an answer to what a coding agent asks leave for. */
async function decidedIn(w: Write, request: RowOf<'requests'>): Promise<boolean> {
  const answer = await answerPermission(await beginTurn(w, request, await getServerTime(w.tx)));
  if (answer === null) return false;
  if (request.conversation_id !== null)
    await clearPendingMessages(w.tx, request.conversation_id, request.message_id);
  await sayAsRelayer(w, request, [answer]);
  const status = answer.outcome.kind === 'clarify' ? 'needs_clarification' : 'answered';
  await updateRequestRow(w.tx, request.id, {
    intent: 'ask',
    status: isRefusal(answer) ? 'rejected' : status,
    error: isRefusal(answer) ? toStorable(composeReply(answer.outcome)) : null,
  });
  return true;
}

/** Deals with what a locked request was taken for: acts and answers now, work for the next cycle. */
export async function answerUnderstood(
  w: Write,
  request: RowOf<'requests'>,
  understood: readonly UnderstoodRequest[],
  planner?: SecondReading['note'],
): Promise<void> {
  const work = understood.filter(isPlannableWork);
  const rest = understood.filter((each) => !work.includes(each));
  const turn = await beginTurn(w, request, await getServerTime(w.tx));
  const answers = await actOnAll(turn, worthAnAnswer(rest, work.length > 0));
  const { planned, answers: ofWork } = await planWork(turn, work);
  answers.push(...ofWork);
  const failed = work.length === 0 && planner !== undefined && 'failed' in planner ? planner.failed : null;
  // Of work the cycle tells it.
  const told =
    failed === null ? answers : answers.map((each) => ({ ...each, note: byRules('Read', failed) }));
  if (answers.length > 0) await sayAsRelayer(w, request, told);
  const status = statusAfter(understood, answers, planned.length > 0);
  await updateRequestRow(w.tx, request.id, {
    intent: planned.length > 0 ? 'create_tasks' : (rest[0]?.intent ?? work[0]?.intent ?? 'ask'),
    status,
    error: status === 'rejected' ? toStorable(composeReply(answers.map((each) => each.outcome))) : null,
    hints: JSON.stringify(toStorable({ understood: understood.slice(0, maxKept), planned, planner })),
  });
}
