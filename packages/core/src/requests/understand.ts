import { AppError } from '@overmind/contracts/errors';
import { clearPendingMessages } from '@overmind/db/queries/talk/pending';
import {
  claimReading,
  findOldestUnread,
  findRequestRow,
  listUnreadRequests,
  lockRequest,
  tryLockConversation,
  type UnreadRequest,
  updateRequestRow,
} from '@overmind/db/queries/work/requests';
import type { RowOf } from '@overmind/db/schema';
import { composeReply, type ReplyOutcome } from '@overmind/domain/replies/reply';
import { type Call, systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { isPassing } from '../database-errors.ts';
import { type Write, write } from '../write.ts';
import { answerIn } from './answer-in.ts';
import type { SecondReading } from './consult.ts';
import { ingestRequests } from './ingest.ts';
import { readAgain, restingReading, wantsPlanner } from './planner.ts';
import { answerWith, sayAsRelayer } from './say.ts';

/*
 * The requests of a conversation are answered one at a time, in the order they were said, by whichever worker
 * holds the conversation's lock. Who does not get it goes away: the holder looks again after its commit. After a
 * while the holder leaves the rest to a job, so that a conversation with many waits its turn among others.
 */

/** A request of nobody, such as of a user who is gone, may do what asks for no role. */
const relayerCall = (userId: string | null): Call => ({
  actor: userId === null ? { kind: 'orchestrator' } : { kind: 'relayer', userId },
  address: null,
  idempotency: null,
  ifMatch: null,
});

async function lockUnread(w: Write, id: string): Promise<RowOf<'requests'> | null> {
  const request = await lockRequest(w.tx, id);
  return request?.status === 'received' && request.intent === null ? request : null;
}

/** Says why nothing was done; the whole attempt before it was rolled back. */
async function refuse(core: Core, call: Call, id: string, error: string): Promise<void> {
  const outcome: ReplyOutcome = { kind: 'refused', detail: error };
  await write(core, call, async (w) => {
    const request = await lockUnread(w, id);
    if (!request) return;
    if (request.conversation_id !== null)
      await clearPendingMessages(w.tx, request.conversation_id, request.message_id);
    await sayAsRelayer(w, request, [answerWith(outcome)]);
    await updateRequestRow(w.tx, id, {
      ...{ status: 'rejected', intent: 'ask', error },
      hints: JSON.stringify({ refused: composeReply(outcome) }),
    });
  });
}

const ourFault = 'Something went wrong on our side, so nothing was done. It was logged; please say it again.';

type AnswerHow = Parameters<typeof answerIn>[2];
type Outcome = 'answered' | 'busy' | 'work_first';

async function answer(core: Core, conversationId: string | null, next: UnreadRequest, how: AnswerHow) {
  const call = relayerCall(next.created_by_user_id);
  try {
    return await write(core, call, async (w): Promise<Outcome> => {
      if (conversationId !== null && !(await tryLockConversation(w.tx, conversationId))) return 'busy';
      const request = await lockUnread(w, next.id);
      return request === null ? 'answered' : answerIn(w, request, how);
    });
  } catch (error) {
    if (isPassing(error)) throw error;
    if (!(error instanceof AppError)) {
      core.log.error({ err: error, request_id: next.id }, 'a request could not be dealt with');
    }
    await refuse(core, call, next.id, error instanceof AppError ? error.message : ourFault);
    return 'answered';
  }
}

/** Rounds of taking in work that was said before; each takes in as much as one cycle does. */
const maxRounds = 5;

/** What is said may speak of work that was said before it and that no cycle has taken in yet: that comes first. */
async function answerInOrder(core: Core, next: UnreadRequest, second: SecondReading | null) {
  const { project_id: projectId, conversation_id: conversationId } = next;
  for (let round = 1; round <= maxRounds; round += 1) {
    const outcome = await answer(core, conversationId, next, { waitsForWork: round < maxRounds, second });
    if (outcome !== 'work_first') return outcome;
    await write(core, systemCall, (w) => ingestRequests(w, projectId));
  }
  return 'answered';
}

/** How long one call goes on with a conversation. */
const turnMs = 100;

/**
 * Takes up the conversation that a request belongs to: what was said first and nobody has read is taken for what
 * it says; acts and questions are dealt with and answered, work is left to the next cycle. Each request is dealt
 * with once, however often and by however many this is called.
 */
export async function understandRequest(core: Core, requestId: string): Promise<void> {
  const named = await findRequestRow(core.db, requestId);
  if (named?.status !== 'received' || named.intent !== null) return;
  const { conversation_id: conversationId } = named;
  if (conversationId === null) {
    const reading = await leaveToPlanner(core, named);
    if (reading !== 'left') await answerInOrder(core, named, reading);
    return;
  }
  let next = await findOldestUnread(core.db, conversationId);
  // From here, so that each call deals with one at least, however slow the machine is.
  const startedAt = performance.now();
  while (next !== null && performance.now() - startedAt < turnMs) {
    const reading = await leaveToPlanner(core, next);
    if (reading === 'left' || (await answerInOrder(core, next, reading)) === 'busy') return;
    next = await findOldestUnread(core.db, conversationId);
  }
  await goOnLater(core, next);
}

async function goOnLater(core: Core, next: Pick<UnreadRequest, 'id'> | null): Promise<void> {
  if (next === null) return;
  await write(core, systemCall, (w) => w.enqueue('request.understand', { request_id: next.id }));
}

/** Longer than it waits for its turn and for a model; then whoever looks for forgotten requests begins anew. */
const planningMs = 60_000;

/** Where a model is asked first, that is left to a worker that keeps nobody else waiting meanwhile. */
async function leaveToPlanner(core: Core, next: UnreadRequest): Promise<'left' | SecondReading | null> {
  const wanted = await wantsPlanner(core, next).catch((error: unknown) => {
    if (isPassing(error)) throw error;
    core.log.error({ err: error, request_id: next.id }, 'a request is answered without a model');
    return 'no' as const;
  });
  if (wanted === 'rests') return restingReading;
  if (wanted === 'no') return null;
  await write(core, systemCall, async (w) => {
    const isMine = await claimReading(w.tx, next.id, planningMs);
    if (isMine) await w.enqueue('request.plan', { request_id: next.id });
  });
  return 'left';
}

/** Asks a model about a request and answers it, whatever comes of that; then the conversation goes on. */
export async function planRequest(core: Core, requestId: string): Promise<void> {
  const request = await findRequestRow(core.db, requestId);
  if (request?.status !== 'received' || request.intent !== null) return;
  const { conversation_id: conversationId } = request;
  const outcome = await answerInOrder(core, request, await readAgain(core, request));
  if (conversationId === null) return;
  await goOnLater(core, outcome === 'busy' ? request : await findOldestUnread(core.db, conversationId));
}

const unreadAfterMs = 5_000;
const maxUnread = 100;

/** Takes up requests whose wake-up was lost or whose worker died. */
export async function understandForgottenRequests(core: Core): Promise<void> {
  for (const id of await listUnreadRequests(core.db, unreadAfterMs, maxUnread))
    await understandRequest(core, id).catch((error: unknown) => {
      if (isPassing(error)) throw error;
      core.log.error({ err: error, request_id: id }, 'a forgotten request could not be taken up');
    });
}
