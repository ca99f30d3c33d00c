import type { PlannedTask, UnderstoodRequest } from '@overmind/contracts/entities/request';
import { AppError } from '@overmind/contracts/errors';
import {
  findRequester,
  listUnreadRequests,
  lockRequest,
  updateRequestRow,
} from '@overmind/db/queries/work/requests';
import type { RowOf } from '@overmind/db/schema';
import { composeReply, type ReplyOutcome } from '@overmind/domain/requests/reply';
import { understand } from '@overmind/domain/requests/understand';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { requestCycle } from '../cycles/request.ts';
import { type Write, write } from '../write.ts';
import { actOn } from './act.ts';
import { loadContext } from './context.ts';
import { type Answer, sayAsRelayer } from './say.ts';

/** A request of nobody, such as of a user who is gone, may do what asks for no role. */
const relayerCall = (userId: string | null): Call => ({
  actor: userId === null ? { kind: 'orchestrator' } : { kind: 'relayer', userId },
  address: null,
  idempotency: null,
  ifMatch: null,
});

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

async function actOnAll(
  w: Write,
  request: RowOf<'requests'>,
  controls: readonly UnderstoodRequest[],
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const control of controls) answers.push(await actOn(w, request, control));
  return answers;
}

function statusAfter(
  understood: readonly UnderstoodRequest[],
  hasWork: boolean,
): RowOf<'requests'>['status'] {
  if (hasWork) return 'received';
  return understood.some((each) => each.needs_clarification !== null) ? 'needs_clarification' : 'answered';
}

async function answerIn(w: Write, request: RowOf<'requests'>): Promise<void> {
  const source = request.source === 'voice' ? 'voice' : 'chat';
  const context = await loadContext(w.tx, request.project_id, request.conversation_id, source);
  const { requests: understood } = understand(request.text, context);
  const work = understood.filter(
    (each) => each.intent === 'create_tasks' && each.needs_clarification === null,
  );
  const rest = understood.filter((each) => !work.includes(each));
  const planned = joinPlans(work);
  const answers = await actOnAll(w, request, rest);
  if (answers.length > 0) await sayAsRelayer(w, request, answers);
  await updateRequestRow(w.tx, request.id, {
    intent: work[0]?.intent ?? rest[0]?.intent ?? 'ask',
    status: statusAfter(understood, planned.length > 0),
    hints: JSON.stringify({ understood, planned }),
  });
  if (planned.length > 0) await requestCycle(w, request.project_id, 'input');
}

async function openRequest(w: Write, id: string): Promise<RowOf<'requests'> | null> {
  const request = await lockRequest(w.tx, id);
  return request?.status === 'received' && request.intent === null ? request : null;
}

/** Says why nothing was done; the whole attempt before it was rolled back. */
async function refuse(core: Core, call: Call, id: string, error: AppError): Promise<void> {
  const outcome: ReplyOutcome = { kind: 'refused', detail: error.message };
  await write(core, call, async (w) => {
    const request = await openRequest(w, id);
    if (!request) return;
    await sayAsRelayer(w, request, [{ outcome, tasks: [], choices: [] }]);
    await updateRequestRow(w.tx, id, {
      status: 'rejected',
      intent: 'ask',
      hints: JSON.stringify({ refused: composeReply(outcome) }),
    });
  });
}

/**
 * Takes a stored request for what it says: acts and questions are dealt with here and answered at once,
 * work is left to the next cycle. Done once, however often it is called.
 */
export async function understandRequest(core: Core, requestId: string): Promise<void> {
  const requester = await findRequester(core.db, requestId);
  if (!requester) return;
  const call = relayerCall(requester.userId);
  try {
    await write(core, call, async (w) => {
      const request = await openRequest(w, requestId);
      if (request) await answerIn(w, request);
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'unavailable') throw error;
    await refuse(core, call, requestId, error);
  }
}

const unreadAfterMs = 5_000;
const maxUnread = 100;

/** Takes up requests whose wake-up was lost or whose worker died. */
export async function understandForgottenRequests(core: Core): Promise<void> {
  for (const id of await listUnreadRequests(core.db, unreadAfterMs, maxUnread))
    await understandRequest(core, id);
}
