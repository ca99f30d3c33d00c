import type { EventOf } from '@overmind/contracts/entities/discussion-event';
import type { DiscussionState } from '../state.ts';
import { withMessage } from './message.ts';

export function applyUserAsked(
  state: DiscussionState,
  { questions }: EventOf<'user_asked'>,
): DiscussionState {
  const { timesAsked } = state.user;
  return {
    ...state,
    user: { ...state.user, toAsk: [], waitingFor: questions, timesAsked: timesAsked + 1 },
  };
}

/** An answer ends the waiting; anything else that the user says waits for an answer itself. */
export function applyUserSpoke(state: DiscussionState, event: EventOf<'user_spoke'>): DiscussionState {
  const content = event.content.trim();
  if (content === '') return state;
  const said = withMessage(state, {
    by: null,
    turn: null,
    purpose: null,
    message: { type: 'user', content },
  });
  if (event.is_answer && state.user.waitingFor !== null) return withoutWaiting(said);
  return { ...said, user: { ...said.user, unanswered: [...said.user.unanswered, said.messages.length] } };
}

export const withoutWaiting = (state: DiscussionState): DiscussionState => ({
  ...state,
  user: { ...state.user, waitingFor: null },
});
