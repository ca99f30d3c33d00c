import type { DiscussionEvent, EventOf } from '@overmind/contracts/entities/discussion-event';
import { activeSince } from './flow/limits.ts';
import { digestOf } from './flow/summary.ts';
import { applySaid } from './folding/said.ts';
import { applyTurnsOpened, applyUnsaid } from './folding/turns.ts';
import {
  applyUserAsked,
  applyUserReminded,
  applyUserSilent,
  applyUserSpoke,
  waitingAnew,
  withoutWaiting,
} from './folding/user.ts';
import { acceptanceIn, optionsOf, recordOf } from './outcome/record.ts';
import { type DiscussionState, type Ending, turnsNow } from './state.ts';

/**
 * The state that events lead to; null before a discussion was opened. Total: an event that does not fit where it
 * stands (a turn answered twice, a vote counted again, anything after the end) changes nothing but the clock.
 */
export function fold(events: Iterable<DiscussionEvent>): DiscussionState | null {
  let state: DiscussionState | null = null;
  for (const event of events) state = apply(state, event);
  return state;
}

/** The state after one more event. */
export function apply(state: DiscussionState | null, event: DiscussionEvent): DiscussionState | null {
  if (state === null) return event.type === 'opened' ? opened(event) : null;
  if (state.ending !== null) return state;
  return change(withClock(state, event.at_ms), event);
}

function opened({ goal, speakers, facilitator, settings, at_ms }: EventOf<'opened'>): DiscussionState {
  const known = speakers.find(({ key }) => key === facilitator) ?? speakers[0];
  return {
    ...{ goal, speakers, settings, facilitator: known?.key ?? facilitator },
    ...{ phase: 'initialization', isPaused: false, ending: null, round: null, summary: null },
    ...{ turns: [], messages: [], proposals: [], concerns: [], questions: [], votes: [], notes: [] },
    ...{ needsSummary: false, wantsVote: false, stuck: { times: 0, sinceTurn: 0 }, skipsInRow: 0 },
    user: {
      ...{ toAsk: [], waitingFor: null, timesAsked: 0, unanswered: [] },
      ...{ waitingSinceMs: null, remindedAtMs: null },
    },
    spent: { tokens: 0, costMicros: 0, activeMs: 0 },
    lastAtMs: at_ms,
  };
}

function withClock(state: DiscussionState, atMs: number): DiscussionState {
  return {
    ...state,
    lastAtMs: Math.max(state.lastAtMs, atMs),
    spent: { ...state.spent, activeMs: state.spent.activeMs + activeSince(state, atMs) },
  };
}

function change(state: DiscussionState, event: DiscussionEvent): DiscussionState {
  switch (event.type) {
    case 'opened':
      return state;
    case 'phase_entered':
      return { ...state, phase: event.phase };
    case 'turns_opened':
      return applyTurnsOpened(state, event);
    case 'turn_spoken':
      return applySaid(state, event);
    case 'turn_refused':
    case 'turn_skipped':
      return withDigest(state, applyUnsaid(state, event));
    case 'user_asked':
      return applyUserAsked(state, event);
    case 'user_spoke':
      return applyUserSpoke(state, event);
    case 'user_waived':
      return withoutWaiting(state);
    case 'user_reminded':
      return applyUserReminded(state);
    case 'user_silent':
      return applyUserSilent(state);
    case 'paused':
      return { ...state, isPaused: true };
    case 'resumed':
      return waitingAnew({ ...state, isPaused: false });
    case 'stopped':
      return ended(state, 'stopped', event.reason);
    case 'broken':
      return ended(state, 'failed', event.reason);
    case 'vote_requested':
      return { ...state, wantsVote: true };
    case 'stuck_noted':
      return applyStuck(state, event);
    case 'vote_called':
      return applyVoteCalled(state, event);
    case 'vote_counted':
      return applyVoteCounted(state, event);
    case 'ended':
      return { ...state, ending: endingOf(event) };
  }
}

/** A summary that its speaker did not give is made of what there is, so that none is asked for again at once. */
function withDigest(before: DiscussionState, after: DiscussionState): DiscussionState {
  const skipped = after.turns.find(
    ({ purpose, outcome }, at) =>
      purpose === 'summarise' && outcome === 'skipped' && before.turns[at]?.outcome === 'open',
  );
  if (skipped === undefined) return after;
  return { ...after, summary: { content: digestOf(after), upTo: skipped.saw } };
}

/** What a vote decided stands, though nobody was there for the closing words on it. */
function ended(state: DiscussionState, status: Ending['status'], reason: string): DiscussionState {
  const record = recordOf(state, state.lastAtMs);
  const accepted = acceptanceIn(state);
  if (record === null || accepted === null)
    return { ...state, ending: { status, reason, record: null, options: optionsOf(state) } };
  const ending: Ending = {
    ...{ status: 'completed', record, options: [] },
    reason: `${accepted}; what ended it then: ${reason}`,
  };
  return { ...state, ending };
}

const endingOf = ({ status, reason, record, options }: EventOf<'ended'>): Ending => ({
  ...{ status, reason, record, options },
});

function applyStuck(state: DiscussionState, { remedy, question }: EventOf<'stuck_noted'>): DiscussionState {
  const ask = question === null ? [] : [{ by: [state.facilitator], question }];
  return {
    ...state,
    stuck: { times: state.stuck.times + 1, sinceTurn: state.turns.length },
    needsSummary: state.needsSummary || remedy === 'refocus',
    wantsVote: state.wantsVote || remedy === 'call_vote',
    user: { ...state.user, toAsk: [...state.user.toAsk, ...ask] },
  };
}

function applyVoteCalled(state: DiscussionState, event: EventOf<'vote_called'>): DiscussionState {
  const isNext = event.round === (state.round?.number ?? 0) + 1 && state.round?.isCounted !== false;
  if (!isNext) return state;
  return {
    ...state,
    round: { number: event.round, proposals: event.proposals, isCounted: false, winner: null },
  };
}

function applyVoteCounted(
  state: DiscussionState,
  { round, winner }: EventOf<'vote_counted'>,
): DiscussionState {
  const isVoting = turnsNow(state, 'vote').some(({ outcome }) => outcome === 'open');
  if (state.round?.number !== round || state.round.isCounted || isVoting) return state;
  return {
    ...state,
    round: { ...state.round, isCounted: true, winner },
    proposals: state.proposals.map((each) => (each.ref === winner ? { ...each, status: 'accepted' } : each)),
  };
}
