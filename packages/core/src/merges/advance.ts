import { AppError } from '@overmind/contracts/errors';
import {
  listAnsweredQueues,
  listAsked,
  listOpenQueues,
  type MergeQueue,
} from '@overmind/db/queries/review/merge-queues';
import type { Core } from '../core.ts';
import { beginNext } from './begin-next.ts';
import type { Step } from './steps.ts';
import { takeAnswer } from './take-answer.ts';

/*
 * A queue's state is its rows and nothing else: which of them are tried together (`batch`), which question to a
 * runner they wait for (`ask_id`), where the branch is about to go (`merged_commit` of one that is open), and whether
 * it was seen to be there (`has_moved`). Each step is one transaction that first locks the rows it read: when another
 * worker has gone on from there, it changes nothing. A question is put in the transaction that notes it, and no lock or
 * connection is held while a runner works on it; its answer wakes the queue. Whoever comes after a crash finds the
 * question or its answer. All questions may be asked again, since a second time does the same.
 */

/** Steps of one turn: a base branch that moves all the time is gone on with at the next. */
const maxSteps = 500;

async function step(core: Core, queue: MergeQueue): Promise<Step> {
  const asked = await listAsked(core.db, queue);
  const askId = asked[0]?.ask_id ?? null;
  if (askId === null) return beginNext(core, queue);
  return takeAnswer(
    core,
    asked.filter((row) => row.ask_id === askId),
    askId,
  );
}

/** A runner that is slow or gone is no fault: the queue stands as it was and is gone on with later. */
async function stepOrWait(core: Core, queue: MergeQueue): Promise<Step> {
  try {
    return await step(core, queue);
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return 'wait';
    throw error;
  }
}

/** Works on a queue as far as it goes now; safe to call from any number of workers at once. */
export async function advanceMerges(core: Core, queue: MergeQueue): Promise<void> {
  for (let steps = 0; steps < maxSteps; steps += 1) {
    if ((await stepOrWait(core, queue)) === 'wait') return;
  }
}

const maxQueues = 200;

async function advanceEach(core: Core, queues: readonly MergeQueue[]): Promise<void> {
  for (const queue of queues) {
    await advanceMerges(core, queue).catch((error: unknown) =>
      core.log.warn({ err: error, ...queue }, 'a queue of merges could not go on yet'),
    );
  }
}

/** Goes on where a runner has answered. */
export const advanceAnsweredMerges = async (core: Core): Promise<void> =>
  advanceEach(core, await listAnsweredQueues(core.db, maxQueues));

/** Goes on where a wake-up was lost, a worker died or a runner has come back. */
export const advanceWaitingMerges = async (core: Core): Promise<void> =>
  advanceEach(core, await listOpenQueues(core.db, maxQueues));
