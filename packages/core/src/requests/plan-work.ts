import type { PlannedTask, UnderstoodRequest } from '@overmind/contracts/entities/request';
import { getServerTime } from '@overmind/db/queries/system';
import { updateRequestRow } from '@overmind/db/queries/work/requests';
import type { RowOf } from '@overmind/db/schema';
import { composeReply } from '@overmind/domain/replies/reply';
import { requestCycle } from '../cycles/request.ts';
import { toStorable } from '../runs/storable.ts';
import type { Write } from '../write.ts';
import { recordAct } from './acts/record.ts';
import { type Answer, answerWith, sayAsRelayer } from './say.ts';
import { beginTurn, requireRole, type Turn } from './turn.ts';

/** Tasks that one message makes. */
const maxPlanned = 200;

/** Several pieces of work in one utterance are one list; their references to each other move along. */
function joinPlans(work: readonly UnderstoodRequest[]): PlannedTask[] {
  const planned: PlannedTask[] = [];
  for (const { tasks } of work) {
    const offset = planned.length;
    planned.push(
      ...tasks.map((task) => ({ ...task, depends_on: task.depends_on.map((index) => index + offset) })),
    );
  }
  return planned;
}

export const tooMuch = (count: number, taken: number, what: string): Answer =>
  answerWith({
    kind: 'refused',
    detail: `Those were ${count} ${what} at once. I took the first ${taken}; please say the rest again.`,
  });

/** Work for the next cycle, with what is to be said of it now; a person who may not add tasks is told so. */
export async function planWork(
  turn: Turn,
  work: readonly UnderstoodRequest[],
): Promise<{ planned: PlannedTask[]; answers: Answer[] }> {
  const all = joinPlans(work);
  if (all.length === 0) return { planned: [], answers: [] };
  const allowed = await turn.w.attempt(async () => requireRole(turn, 'operator'));
  if (!allowed.ok) {
    return { planned: [], answers: [answerWith({ kind: 'refused', detail: allowed.error.message })] };
  }
  await recordAct(turn, 'create_tasks', {});
  requestCycle(turn.w, turn.projectId, 'input');
  const planned = all.slice(0, maxPlanned);
  return { planned, answers: all.length > maxPlanned ? [tooMuch(all.length, maxPlanned, 'tasks')] : [] };
}

/** Leaves a locked request that asks for work and nothing else to the next cycle; it keeps what was left out of it. */
export async function planRequestIn(
  w: Write,
  request: RowOf<'requests'>,
  { work, leftOut }: { work: readonly UnderstoodRequest[]; leftOut: readonly string[] },
): Promise<void> {
  const turn = await beginTurn(w, request, await getServerTime(w.tx));
  const { planned, answers } = await planWork(turn, work);
  if (answers.length > 0) await sayAsRelayer(w, request, answers);
  const isPlanned = planned.length > 0;
  await updateRequestRow(w.tx, request.id, {
    ...{ intent: 'create_tasks', status: isPlanned ? 'received' : 'rejected' },
    error: isPlanned ? null : toStorable(composeReply(answers.map((each) => each.outcome))),
    hints: JSON.stringify(toStorable({ understood: work, planned, left_out: leftOut })),
  });
}
