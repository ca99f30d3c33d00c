import { reachedLimit } from './flow/limits.ts';
import { dueNow } from './flow/patience.ts';
import { chooseAnswerer } from './flow/speakers.ts';
import { closeVote, decide } from './phases/consensus.ts';
import { discuss } from './phases/discussing.ts';
import { explore, initialise } from './phases/opening.ts';
import { finish, openTurnsFor, record, type Step } from './phases/step.ts';
import { mergeQuestions } from './protocol/merge-questions.ts';
import { type DiscussionState, openTurns } from './state.ts';

export type { Step } from './phases/step.ts';

/*
 * A discussion goes Initialization → Exploration → Discussion → Consensus → its end. This says what has to be done in
 * a state; what came of it is appended as an event, and the state is folded again. Nothing is remembered in between, so
 * whoever comes after a crash goes on from the events.
 *
 * In this order: what has ended is over; what a person paused waits; turns that were opened are asked; a limit that
 * was reached ends it; what the user said is answered; what the user was asked is waited for, though not for ever; then
 * the phase goes on.
 */
export function next(state: DiscussionState, nowMs: number): Step {
  if (state.ending !== null) return { do: 'done', ending: state.ending };
  if (state.isPaused) return { do: 'wait', for: 'resume' };
  const open = openTurns(state);
  if (open.length > 0) return { do: 'ask', turns: open };
  if (isDead(state)) return finish(state, nowMs, whyDead(state), 'failed');
  const limit = reachedLimit(state, nowMs);
  if (limit !== null) return closeVote(state, nowMs, limit);
  return attendUser(state, nowMs) ?? goOn(state, nowMs);
}

/** Two rounds in which nobody said anything that could be taken. */
const isDead = ({ skipsInRow, speakers }: DiscussionState): boolean =>
  skipsInRow >= Math.max(4, speakers.length * 2);

const whyDead = ({ notes }: DiscussionState): string => {
  const last = notes.findLast(({ kind }) => kind === 'skipped')?.detail;
  return `no agent gave a reply that could be used${last === undefined ? '' : ` (the last one: ${last})`}`;
};

function attendUser(state: DiscussionState, nowMs: number): Step | null {
  const { toAsk, unanswered, waitingFor } = state.user;
  if (unanswered.length > 0) {
    const speaker = chooseAnswerer(state, userWords(state));
    return openTurnsFor(state, nowMs, { purpose: 'answer_user', speakers: [speaker] });
  }
  if (waitingFor !== null) {
    const due = dueNow(state, nowMs);
    return due === null ? { do: 'wait', for: 'user' } : record({ type: due, at_ms: nowMs });
  }
  if (toAsk.length === 0) return null;
  return record({ type: 'user_asked', at_ms: nowMs, questions: mergeQuestions(toAsk) });
}

const userWords = ({ messages, user }: DiscussionState): string =>
  messages
    .filter(({ number }) => user.unanswered.includes(number))
    .map(({ message }) => (message.type === 'user' ? message.content : ''))
    .join('\n');

function goOn(state: DiscussionState, nowMs: number): Step {
  switch (state.phase) {
    case 'initialization':
      return initialise(state, nowMs);
    case 'exploration':
      return explore(state, nowMs);
    case 'discussion':
      return discuss(state, nowMs);
    case 'consensus':
      return decide(state, nowMs);
  }
}
