import type { EventOf } from '@overmind/contracts/entities/discussion-event';
import type { DiscussionState, Turn } from '../state.ts';

export function applyTurnsOpened(
  state: DiscussionState,
  { turns }: EventOf<'turns_opened'>,
): DiscussionState {
  const known = new Set(state.turns.map(({ turn }) => turn));
  const added = turns
    .filter(({ turn, speaker }) => !known.has(turn) && state.speakers.some(({ key }) => key === speaker))
    .map(
      (each): Turn => ({
        ...each,
        ...{ phase: state.phase, round: state.round?.number ?? 0, saw: state.messages.length },
        ...{ attempt: 1, refused: null, outcome: 'open' },
      }),
    );
  const needsSummary = state.needsSummary && !added.some(({ purpose }) => purpose === 'summarise');
  return { ...state, needsSummary, turns: [...state.turns, ...added] };
}

/** The turn, while it waits for its first or second reply. */
export const findOpenTurn = (state: DiscussionState, number: number): Turn | undefined =>
  state.turns.find(({ turn, outcome }) => turn === number && outcome === 'open');

/** A reply that was not taken: the turn is asked once more, or passed over. */
export function applyUnsaid(
  state: DiscussionState,
  event: EventOf<'turn_refused'> | EventOf<'turn_skipped'>,
): DiscussionState {
  const turn = findOpenTurn(state, event.turn);
  if (turn === undefined) return state;
  const paid = withCost(state, event);
  const { fault, detail } = event;
  if (event.type === 'turn_refused' && turn.attempt === 1)
    return withTurn(paid, { ...turn, attempt: 2, refused: { fault, detail } });
  const closed = closeTurn(paid, turn, 'skipped');
  // People read it: the fault's name is for programs, and what is told of it says the same.
  const words = detail === '' ? fault : detail;
  const note = { by: turn.speaker, turn: turn.turn, kind: 'skipped' as const, detail: words };
  return { ...closed, skipsInRow: state.skipsInRow + 1, notes: [...state.notes, note] };
}

/** A turn is over; what the user had said when it began has had its answer, or was passed over. */
export function closeTurn(state: DiscussionState, turn: Turn, outcome: Turn['outcome']): DiscussionState {
  const closed = withTurn(state, { ...turn, outcome });
  if (turn.purpose !== 'answer_user') return closed;
  return {
    ...closed,
    user: { ...closed.user, unanswered: closed.user.unanswered.filter((number) => number > turn.saw) },
  };
}

export const withCost = (
  state: DiscussionState,
  { tokens, cost_micros }: { tokens: number; cost_micros: number },
): DiscussionState => ({
  ...state,
  spent: {
    ...state.spent,
    tokens: state.spent.tokens + tokens,
    costMicros: state.spent.costMicros + cost_micros,
  },
});

const withTurn = (state: DiscussionState, changed: Turn): DiscussionState => ({
  ...state,
  turns: state.turns.map((turn) => (turn.turn === changed.turn ? changed : turn)),
});
