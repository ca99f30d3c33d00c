import { type DiscussionState, isWaiting } from '../state.ts';

/** A reply that takes longer is not waited for. */
export const longestReplyMs = 5 * 60_000;
/** Longer than a reply and its recording take: what is beyond it, nobody worked on the discussion. */
const longestGapMs = longestReplyMs + 60_000;

/**
 * What of the time since the last event counts as its own: none while it waits for a person, or where a clock was set
 * back, and none in which the server was not running.
 */
export const activeSince = (state: DiscussionState, nowMs: number): number =>
  isWaiting(state) ? 0 : Math.min(longestGapMs, Math.max(0, nowMs - state.lastAtMs));

/** From here on the discussion turns to the vote, so that there is something left to decide with. */
const nearlySpent = 0.85;

export const turnsLeft = ({ settings, turns }: DiscussionState): number =>
  Math.max(0, settings.limits.turns - turns.length);

/** The limit that was reached, in words for people; null for none. */
export const reachedLimit = (state: DiscussionState, nowMs: number): string | null =>
  turnsLeft(state) === 0
    ? `all ${state.settings.limits.turns} turns were taken`
    : reachedBudget(state, nowMs);

/** The same for what turns cost. */
export function reachedBudget(state: DiscussionState, nowMs: number): string | null {
  const { limits } = state.settings;
  const [time, tokens, cost] = shares(state, nowMs);
  if (time >= 1) return `its ${limits.minutes} minutes were over`;
  if (tokens >= 1) return `its ${limits.tokens} tokens were spent`;
  return cost >= 1 ? 'its money was spent' : null;
}

/** Only a vote of all speakers and its conclusion still fit. */
export const isNearLimit = (state: DiscussionState, nowMs: number): boolean =>
  turnsLeft(state) <= state.speakers.length + 1 || Math.max(...shares(state, nowMs)) >= nearlySpent;

function shares(state: DiscussionState, nowMs: number): [time: number, tokens: number, cost: number] {
  const { spent, settings } = state;
  const { minutes, tokens, cost_micros } = settings.limits;
  return [
    (spent.activeMs + activeSince(state, nowMs)) / (minutes * 60_000),
    spent.tokens / tokens,
    spent.costMicros === 0 ? 0 : spent.costMicros / cost_micros,
  ];
}
