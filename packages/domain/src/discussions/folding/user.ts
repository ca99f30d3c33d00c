import type { EventOf, UserQuestion } from '@overmind/contracts/entities/discussion-event';
import { surplusQuestions } from '../protocol/merge-questions.ts';
import type { DiscussionState, Note } from '../state.ts';
import { withMessage } from './message.ts';

/** What is more than a person is asked at once is noted: nobody answers it. */
export function applyUserAsked(
  state: DiscussionState,
  { questions }: EventOf<'user_asked'>,
): DiscussionState {
  const { timesAsked } = state.user;
  return {
    ...state,
    notes: [...state.notes, ...notAsked(state, questions)],
    user: {
      ...{ ...state.user, toAsk: [], waitingFor: questions, timesAsked: timesAsked + 1 },
      ...{ waitingSinceMs: state.lastAtMs, remindedAtMs: null },
    },
  };
}

function notAsked(state: DiscussionState, asked: readonly UserQuestion[]): Note[] {
  const known = new Set(asked.map(({ question }) => question));
  return surplusQuestions(state.user.toAsk)
    .filter(({ question }) => !known.has(question))
    .map(({ by, question }) => ({
      ...{ by: by[0] ?? state.facilitator, turn: state.turns.length, kind: 'not_asked' as const },
      detail: question,
    }));
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
  const unanswered = [...said.user.unanswered, said.messages.length];
  return waitingAnew({ ...said, user: { ...said.user, unanswered } });
}

export const withoutWaiting = (state: DiscussionState): DiscussionState => ({
  ...state,
  user: { ...state.user, waitingFor: null, waitingSinceMs: null, remindedAtMs: null },
});

/** Somebody is there: an answer that is waited for has all of its time again. */
export const waitingAnew = (state: DiscussionState): DiscussionState =>
  state.user.waitingFor === null
    ? state
    : { ...state, user: { ...state.user, waitingSinceMs: state.lastAtMs, remindedAtMs: null } };

export const applyUserReminded = (state: DiscussionState): DiscussionState =>
  state.user.waitingFor === null || state.user.remindedAtMs !== null
    ? state
    : { ...state, user: { ...state.user, remindedAtMs: state.lastAtMs } };

/** It goes on without an answer, and it is noted to what. */
export function applyUserSilent(state: DiscussionState): DiscussionState {
  const notes = (state.user.waitingFor ?? []).map(({ by, question }) => ({
    ...{ by: by[0] ?? state.facilitator, turn: state.turns.length, kind: 'unanswered' as const },
    detail: question,
  }));
  return { ...withoutWaiting(state), notes: [...state.notes, ...notes] };
}
