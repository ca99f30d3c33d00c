import type { AgentMessage } from '@overmind/contracts/entities/discussion';
import type { EventOf } from '@overmind/contracts/entities/discussion-event';
import type { DiscussionState, Turn } from '../state.ts';
import { withMessage } from './message.ts';
import { applyProposal } from './proposals.ts';
import { applyQuestion, applyResponse } from './talk.ts';
import { closeTurn, findOpenTurn, withCost } from './turns.ts';
import { applyVotes } from './votes.ts';

/** What was said takes effect. A turn that is over has had its say: a second reply to it changes nothing. */
export function applySaid(state: DiscussionState, event: EventOf<'turn_spoken'>): DiscussionState {
  const turn = findOpenTurn(state, event.turn);
  if (turn === undefined) return state;
  const paid = { ...closeTurn(withCost(state, event), turn, 'spoken'), skipsInRow: 0 };
  const effect = applyMessage(paid, turn, event.message);
  const said = { by: turn.speaker, turn: turn.turn, purpose: turn.purpose, message: event.message };
  const movesOn =
    effect.proposals !== paid.proposals ||
    effect.concerns !== paid.concerns ||
    effect.questions !== paid.questions;
  return withSummary(withMessage(effect, said, movesOn), turn, event.message);
}

function applyMessage(state: DiscussionState, turn: Turn, message: AgentMessage): DiscussionState {
  switch (message.type) {
    case 'proposal':
      return applyProposal(state, turn, message);
    case 'question':
      return applyQuestion(state, turn, message);
    case 'response':
      return applyResponse(state, turn, message);
    case 'vote':
      return applyVotes(state, turn, message.ballots);
    case 'question_to_user':
      return applyQuestionToUser(state, turn, message.questions);
    case 'consensus':
      return state;
  }
}

/** Who may not be asked any more is spared, and it is noted what would have been asked. */
function applyQuestionToUser(
  state: DiscussionState,
  turn: Turn,
  questions: readonly string[],
): DiscussionState {
  if (state.user.timesAsked >= state.settings.limits.user_questions) {
    const note = { by: turn.speaker, turn: turn.turn, kind: 'not_asked' as const };
    return { ...state, notes: [...state.notes, ...questions.map((detail) => ({ ...note, detail }))] };
  }
  const asked = questions.map((question) => ({ by: [turn.speaker], question }));
  return { ...state, user: { ...state.user, toAsk: [...state.user.toAsk, ...asked] } };
}

const withSummary = (state: DiscussionState, turn: Turn, message: AgentMessage): DiscussionState =>
  turn.purpose === 'summarise' && message.type === 'response'
    ? { ...state, summary: { content: message.content, upTo: turn.saw } }
    : state;
