import type { EventOf, StuckSign } from '@overmind/contracts/entities/discussion-event';
import { type DiscussionState, openConcerns, openProposals, type Turn } from '../state.ts';

type Remedy = EventOf<'stuck_noted'>['remedy'];

/** Tried in this order, one each time that it is found stuck; after them there is no consensus. */
const remedies: readonly Remedy[] = ['refocus', 'ask_user', 'call_vote'];

export interface Stuck {
  sign: StuckSign;
  /** What to try; null when all was tried. */
  remedy: Remedy | null;
}

/** Whether the latest turns, since the last remedy, show that it does not get on; null when it does. */
export function findStuck(state: DiscussionState): Stuck | null {
  const turns = state.turns
    .slice(state.stuck.sinceTurn)
    .filter(({ purpose, outcome }) => purpose === 'discuss' && outcome !== 'open');
  if (turns.length < state.settings.stuck_after) return null;
  const sign = signIn(state, turns);
  return sign === null ? null : { sign, remedy: nextRemedy(state) };
}

function signIn(state: DiscussionState, turns: readonly Turn[]): StuckSign | null {
  const { speakers, settings } = state;
  const said = turns
    .slice(-settings.stuck_after)
    .map(({ turn }) => state.messages.find((message) => message.turn === turn));
  if (said.every((message) => message === undefined || !message.isNew)) return 'nothing_new';
  if (openConcerns(state).length > 0 && said.every((message) => message?.movesOn !== true))
    return 'same_disagreement';
  // In fewer turns than there are speakers it is only a short exchange.
  const window = turns.slice(-Math.max(settings.stuck_after, speakers.length + 1));
  const heard = new Set(window.map(({ speaker }) => speaker));
  return window.length > speakers.length && speakers.length > 2 && heard.size <= 2 ? 'two_speakers' : null;
}

function nextRemedy(state: DiscussionState): Remedy | null {
  const isPossible: Record<Remedy, boolean> = {
    refocus: true,
    ask_user: state.user.timesAsked < state.settings.limits.user_questions,
    call_vote: openProposals(state).length > 0,
  };
  const untried = remedies.slice(state.stuck.times);
  return untried.find((remedy) => isPossible[remedy]) ?? null;
}

/** What the user is asked when the speakers do not get on. */
export function stuckQuestion(state: DiscussionState): string {
  const concerns = openConcerns(state).slice(0, 3);
  if (concerns.length === 0)
    return 'The discussion brings nothing new. What should it turn to, or should it come to a vote?';
  const listed = concerns.map(({ by, content }) => `${by}: ${content.slice(0, 300)}`).join('; ');
  return `The discussion does not get past this: ${listed}. What matters most to you here?`;
}
