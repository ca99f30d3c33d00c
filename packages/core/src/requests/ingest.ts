import { PlannedTask } from '@overmind/contracts/entities/request';
import { AppError } from '@overmind/contracts/errors';
import { findConversation } from '@overmind/db/queries/talk/conversations';
import { lockPlannableRequests, updateRequestRow } from '@overmind/db/queries/work/requests';
import type { RowOf } from '@overmind/db/schema';
import { z } from 'zod';
import type { Done } from '../cycles/done.ts';
import { fromDatabase, isRetryable } from '../database-errors.ts';
import type { Write } from '../write.ts';
import { answerPlanned } from './answer-planned.ts';
import { type Made, makeTasks } from './make-tasks.ts';
import { type Answer, sayAsRelayer } from './say.ts';

/** Requests that one cycle takes in; the next one goes on with the rest. */
const maxRequests = 100;

const Hints = z.object({
  planned: z.array(PlannedTask),
  tell: z.uuid().optional(),
  planner: z.object({ failed: z.string().optional() }).optional(),
});

/** Turns understood requests into tasks and answers each in its conversation; one that cannot be keeps no other. */
export async function ingestRequests(w: Write, projectId: string): Promise<Done & { isMore: boolean }> {
  const requests = await lockPlannableRequests(w.tx, projectId, maxRequests);
  const made: Made[] = [];
  let failed = 0;
  for (const request of requests) {
    const tried = await w.attempt(() =>
      ingest(w, request).catch((error: unknown) => refuse(w, request, error)),
    );
    if (tried.ok) {
      made.push(...tried.value);
    } else {
      await reject(w, request, tried.error);
      failed += 1;
    }
    await w.crashPoint('between requests', projectId);
  }
  const created = made.filter((each) => each.isNew);
  return {
    created,
    counts: {
      requests_ingested: requests.length - failed,
      requests_failed: failed,
      tasks_created: created.length,
    },
    isMore: requests.length === maxRequests,
  };
}

async function ingest(w: Write, request: RowOf<'requests'>): Promise<Made[]> {
  const { planned, tell, planner } = Hints.parse(request.hints);
  const plan = await makeTasks(w, request, planned);
  const answers = answerPlanned(plan, planner?.failed ?? null);
  await sayAsRelayer(w, request, answers);
  if (tell !== undefined) await sayElsewhere(w, request, tell, answers);
  await updateRequestRow(w.tx, request.id, { status: 'planned' });
  return plan.made;
}

/** In the chat that asked for it, while that is there. */
async function sayElsewhere(
  w: Write,
  request: RowOf<'requests'>,
  conversationId: string,
  answers: readonly Answer[],
): Promise<void> {
  const chat = await findConversation(w.tx, conversationId);
  if (chat?.project_id !== request.project_id || chat.archived_at !== null) return;
  await sayAsRelayer(w, { ...request, conversation_id: chat.id, message_id: null }, answers);
}

/** A bug of ours concerns this request only; what is nobody's fault still fails the whole. */
function refuse(w: Write, request: RowOf<'requests'>, error: unknown): never {
  const known = isRetryable(error) ? error : fromDatabase(error);
  if (known instanceof AppError || isRetryable(known)) throw known;
  w.log.error({ err: error, request_id: request.id }, 'a request could not be turned into tasks');
  throw new AppError('internal', `something went wrong on our side (request ${request.id})`, {
    cause: error,
  });
}

async function reject(w: Write, request: RowOf<'requests'>, error: AppError): Promise<void> {
  const detail = `I could not turn this into tasks: ${error.message}`;
  await sayAsRelayer(w, request, [{ outcome: { kind: 'refused', detail }, tasks: [], choices: [] }]);
  await updateRequestRow(w.tx, request.id, { status: 'rejected', error: error.message.slice(0, 2_000) });
}
