import type { DiscussionEvent } from '@overmind/contracts/entities/discussion-event';
import type { Discussion, DiscussionMessage } from '@overmind/contracts/entities/discussion-room';
import { AppError, notFound } from '@overmind/contracts/errors';
import { toJson } from '@overmind/db/database';
import { countTurn, insertVotes, putProposals } from '@overmind/db/queries/discussions/board';
import {
  type DiscussionRow,
  lockDiscussion,
  toDiscussion,
  updateDiscussionRow,
} from '@overmind/db/queries/discussions/discussions';
import { insertDiscussionEvents } from '@overmind/db/queries/discussions/events';
import { getServerTime } from '@overmind/db/queries/system';
import { clearPendingMessages } from '@overmind/db/queries/talk/pending';
import { apply } from '@overmind/domain/discussions/fold';
import { type DiscussionState, statusOf } from '@overmind/domain/discussions/state';
import { topics } from '../bus/bus.ts';
import { requestCycle } from '../cycles/request.ts';
import { noteOutcomes } from '../prompts/outcomes.ts';
import { toStorable } from '../runs/storable.ts';
import type { Write } from '../write.ts';
import { changeBetween } from './change.ts';
import { columnsOf } from './columns.ts';
import { addMessage, type Speaking } from './message.ts';
import { ratedPlaces } from './rate.ts';
import { relay } from './relay.ts';
import { type Held, readState } from './state.ts';

/*
 * The events of a discussion are its truth, in the order in which its row was locked. Beside each, in one transaction,
 * stand the message that it is, what it changed on the table, and what those who watch are told: whoever comes after a
 * crash finds all of it or nothing.
 */

/** What is to happen, judged under the lock; null for nothing. */
export type Decide = (state: DiscussionState, nowMs: number, row: DiscussionRow) => DiscussionEvent | null;

export interface Recorded {
  held: Held;
  event: DiscussionEvent;
  discussion: Discussion;
  message: DiscussionMessage | null;
}

const nobody: Speaking = { userId: null };

/** Adds what is decided under the lock. `known` spares reading events again. Throws `not_found`. */
export async function recordIn(
  w: Write,
  id: string,
  decide: Decide,
  { known = null, person = nobody }: { known?: Held | null; person?: Speaking } = {},
): Promise<Recorded | null> {
  const row = await lockDiscussion(w.tx, id);
  const before = row && (await readState(w.tx, id, known));
  if (!row || !before) throw notFound('discussion');
  const now = await getServerTime(w.tx);
  const decided = decide(before.state, now.getTime(), row);
  if (decided === null) return null;
  const event = toStorable(decided);
  const state = apply(before.state, event);
  if (state === null) return null;
  const held = { seq: before.seq + 1, state };
  await insertDiscussionEvents(w.tx, id, [{ seq: held.seq, event }]);
  return { held, event, ...(await follow(w, row, { event, before, after: held, person })) };
}

/** What was recorded; null where the discussion was deleted meanwhile: then there is nothing to add to. */
export const unlessGone = (recording: Promise<Recorded | null>): Promise<Recorded | null> =>
  recording.catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  });

interface Happened {
  event: DiscussionEvent;
  before: Held | null;
  after: Held;
  person: Speaking;
}

/** What an event that is stored changes beside itself. */
export async function follow(
  w: Write,
  row: DiscussionRow,
  { event, before, after, person }: Happened,
): Promise<Pick<Recorded, 'discussion' | 'message'>> {
  const { id, project_id } = row;
  const states = { before: before?.state ?? null, after: after.state };
  const message = await addMessage(w, row, { event, seq: after.seq, ...states }, person);
  if (message !== null) w.emit(project_id, 'conversation.message.created', message.id, message);
  await w.crashPoint(`within ${event.type}`, project_id);
  await putProposals(w.tx, id, changed(after.state.proposals, states.before?.proposals));
  await insertVotes(w.tx, id, changed(after.state.votes, states.before?.votes));
  await countClosed(w, id, states.before, event);
  if (states.before?.user.waitingFor != null && after.state.user.waitingFor === null)
    await clearPendingMessages(w.tx, id);
  const columns = columnsOf(after);
  await updateDiscussionRow(w.tx, id, {
    ...columns,
    record: columns.record === null ? null : toJson(columns.record),
  });
  const discussion = toDiscussion({ ...row, ...columns });
  tell(w, discussion, { event, before, after });
  await relay(w, row, { event, ...states });
  if (after.state.ending !== null && states.before?.ending == null) await end(w, discussion, after.state);
  w.lastly(() => w.crashPoint(`before the commit of ${event.type}`, project_id));
  return { discussion, message };
}

const changed = <T>(after: readonly T[], before: readonly T[] = []): T[] =>
  after.filter((each) => !before.includes(each));

async function countClosed(
  w: Write,
  id: string,
  before: DiscussionState | null,
  event: DiscussionEvent,
): Promise<void> {
  if (event.type !== 'turn_spoken' && event.type !== 'turn_skipped') return;
  const turn = before?.turns.find((each) => each.turn === event.turn && each.outcome === 'open');
  if (turn) await countTurn(w.tx, id, turn.speaker, event.type === 'turn_spoken' ? 'spoken' : 'skipped');
}

function tell(
  w: Write,
  discussion: Discussion,
  { event, before, after }: Pick<Happened, 'event' | 'before' | 'after'>,
): void {
  const { id, project_id, status, waits_for, phase, reason } = discussion;
  const isStatusNew = before === null || statusOf(before.state) !== status;
  if (isStatusNew && before !== null)
    w.emit(project_id, 'conversation.status.changed', id, {
      id,
      kind: 'discussion',
      status,
      waits_for,
      phase,
      reason,
    });
  if (event.type === 'phase_entered')
    w.emit(project_id, 'conversation.phase.changed', id, { id, phase, why: event.why });
  const change = changeBetween(before?.state ?? null, after.state, discussion, after.seq);
  w.emit(project_id, 'discussion.updated', id, change);
  w.publish(topics.discussion(id), '');
}

async function end(w: Write, discussion: Discussion, { turns, spent }: DiscussionState): Promise<void> {
  const { id, project_id, decision, status, reason } = discussion;
  noteOutcomes(w, ratedPlaces, id, () => ({
    accepted: decision === null ? 0 : 1,
    retried: turns.filter(({ refused }) => refused !== null && refused.fault !== 'no_reply').length,
    cost: spent.costMicros,
  }));
  await clearPendingMessages(w.tx, id);
  w.audit('discussion.ended', id, project_id, { status, reason });
  if (decision === null) return;
  w.emit(project_id, 'conversation.consensus.reached', id, { id, decision, status });
  // The state document tells of it.
  requestCycle(w, project_id, 'input');
}
