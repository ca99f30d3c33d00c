import { answerTimes, nextByItselfMs } from '@overmind/domain/discussions/flow/patience';
import { type DiscussionState, statusOf } from '@overmind/domain/discussions/state';
import type { Held } from './state.ts';

/** What of a state stands in columns, to be listed and counted by. */
export function columnsOf({ seq, state }: Held) {
  const { ending, phase, isPaused, user, turns, votes, spent, summary } = state;
  return {
    ...{ seq, phase, status: statusOf(state), turns: turns.length, user_questions: user.timesAsked },
    waits_for: ending !== null ? null : isPaused ? ('resume' as const) : waitsForUser(state),
    ...timesOf(state),
    reason: ending?.reason ?? null,
    rounds: Math.max(state.round?.number ?? 0, ...votes.map(({ round }) => round)),
    ...{ active_ms: Math.round(spent.activeMs), tokens: spent.tokens, cost_micros: spent.costMicros },
    final_summary: ending === null ? null : (ending.record?.summary ?? summary?.content ?? null),
    record: ending?.record ?? null,
    ended_at: ending === null ? null : new Date(state.lastAtMs),
  };
}

/** What happens though nobody says anything. */
function timesOf(state: DiscussionState): { answer_due_at: Date | null; waits_until: Date | null } {
  const isWaiting = !state.isPaused && waitsForUser(state) !== null;
  const [times, atMs] = [answerTimes(state), nextByItselfMs(state)];
  return isWaiting && times !== null && atMs !== null
    ? { answer_due_at: new Date(times.dueAtMs), waits_until: new Date(atMs) }
    : { answer_due_at: null, waits_until: null };
}

/** What a person said is answered first. */
const waitsForUser = ({ user }: DiscussionState): 'user' | null =>
  user.waitingFor === null || user.unanswered.length > 0 ? null : 'user';
