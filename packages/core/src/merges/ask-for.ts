import type { RunnerQuestion } from '@overmind/contracts/frames/questions';
import { insertAsk } from '@overmind/db/queries/execution/runners';
import type { QueuedMerge } from '@overmind/db/queries/review/merge-queues';
import type { MergeRow } from '@overmind/db/queries/review/merges';
import type { ChangeOf } from '@overmind/db/schema';
import { timeLimit } from '@overmind/outbound/time-limit';
import { sql } from 'kysely';
import { topics } from '../bus/bus.ts';
import { systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { awaitAsk } from '../runners/ask.ts';
import type { RunnerCommand } from '../runners/command.ts';
import { write } from '../write.ts';
import { changeMerge } from './change.ts';
import { lockAsSeen, type Step } from './steps.ts';

export interface Asking {
  runnerId: string;
  question: RunnerQuestion;
  /** How long the runner may be silent; while it says that it works on it, it is waited for. */
  ttlMs: number;
  /** What is noted of a merge along with the question. */
  change: (merge: MergeRow) => ChangeOf<'merges'>;
}

const commandFor = (askId: string): string => {
  const command: RunnerCommand = { kind: 'ask', ask_id: askId };
  return JSON.stringify(command);
};

/**
 * Puts a question to a runner for a whole group. Question and note are one transaction, so that whoever comes after a
 * crash finds both or neither. Null when the group is not as it was seen any more.
 */
async function noteAsk(core: Core, group: readonly QueuedMerge[], asking: Asking): Promise<string | null> {
  return write(core, systemCall, async (w) => {
    const merges = await lockAsSeen(w, group);
    if (merges?.length !== group.length) return null;
    const askId = await insertAsk(w.tx, asking.runnerId, asking.question, asking.ttlMs);
    for (const merge of merges) {
      await changeMerge(w, merge, {
        ...{ status: 'checking', ...asking.change(merge), ask_id: askId, not_before: null },
        started_at: sql<Date>`coalesce(started_at, clock_timestamp())`,
      });
    }
    w.publish(topics.runner(asking.runnerId), commandFor(askId));
    return askId;
  });
}

/** Asks for what takes as long as it takes; its answer wakes the queue. */
export const askFor = async (core: Core, group: readonly QueuedMerge[], asking: Asking): Promise<Step> =>
  (await noteAsk(core, group, asking)) === null ? 'again' : 'wait';

const lingerMs = 5_000;

/** Asks for what mostly takes a moment, for which it is waited here; if it takes longer, its answer wakes the queue. */
export async function askQuickly(core: Core, group: readonly QueuedMerge[], asking: Asking): Promise<Step> {
  const askId = await noteAsk(core, group, asking);
  if (askId !== null) await awaitAsk(core, askId, { signal: timeLimit(lingerMs) });
  return 'again';
}

/** Who should have told the runner of a question may have died; told twice it answers once. */
export const tellAgain = (core: Core, runnerId: string, askId: string): void =>
  core.bus.publish(topics.runner(runnerId), commandFor(askId));
