import { isNearLimit } from '../flow/limits.ts';
import { chooseSpeaker } from '../flow/speakers.ts';
import { findStuck, stuckQuestion } from '../flow/stuck.ts';
import { isSummaryDue } from '../flow/summary.ts';
import { type DiscussionState, openConcerns, openProposals, openQuestions, turnsNow } from '../state.ts';
import { enterPhase, finish, openTurnsFor, record, type Step } from './step.ts';

/** One turn after the other, until there is reason to vote. */
export function discuss(state: DiscussionState, nowMs: number): Step {
  const why = reasonToVote(state, nowMs);
  if (why !== null) {
    if (openProposals(state).length > 0) return enterPhase('consensus', why, nowMs);
    if (turnsNow(state, 'propose').length === 0)
      return openTurnsFor(state, nowMs, { purpose: 'propose', speakers: [state.facilitator] });
    if (isNearLimit(state, nowMs)) return finish(state, nowMs, 'nobody proposed anything');
  }
  if (isSummaryDue(state))
    return openTurnsFor(state, nowMs, { purpose: 'summarise', speakers: [state.facilitator] });
  return unstick(state, nowMs) ?? openTurnsFor(state, nowMs, speakNext(state));
}

const speakNext = (state: DiscussionState) => ({
  purpose: 'discuss' as const,
  speakers: [chooseSpeaker(state)],
});

function unstick(state: DiscussionState, nowMs: number): Step | null {
  const stuck = findStuck(state);
  if (stuck === null) return null;
  const { sign, remedy } = stuck;
  if (remedy === null) return finish(state, nowMs, `it did not get on: ${signs[sign]}`);
  const question = remedy === 'ask_user' ? stuckQuestion(state) : null;
  return record({ type: 'stuck_noted', at_ms: nowMs, sign, remedy, question });
}

const signs = {
  nothing_new: 'nothing new was said',
  same_disagreement: 'the same disagreement went on',
  two_speakers: 'two speakers spoke only to each other',
};

function reasonToVote(state: DiscussionState, nowMs: number): string | null {
  if (isNearLimit(state, nowMs)) return 'its limits are near';
  if (state.wantsVote) return 'a vote was called for';
  if (openProposals(state).length === 0) return null;
  if (isAgreed(state)) return 'enough speakers see a consensus';
  return isSettled(state) ? 'nothing is open any more' : null;
}

/** Since the last proposal the facilitator, or more than half of the speakers, has said that there is a consensus. */
function isAgreed({ messages, speakers, facilitator }: DiscussionState): boolean {
  const last = messages.findLastIndex(({ message }) => message.type === 'proposal');
  const agreeing = new Set(
    messages
      .slice(last + 1)
      .filter(({ message, purpose }) => message.type === 'consensus' && purpose === 'discuss')
      .map(({ by }) => by),
  );
  return agreeing.has(facilitator) || agreeing.size * 2 > speakers.length;
}

/** No question and no concern is open, and everybody had a turn since the last proposal. */
function isSettled(state: DiscussionState): boolean {
  if (openQuestions(state).length > 0 || openConcerns(state).length > 0) return false;
  const proposed = state.messages.findLast(({ message }) => message.type === 'proposal')?.turn ?? 0;
  const since = new Set(
    turnsNow(state, 'discuss')
      .filter(({ turn }) => turn > proposed)
      .map(({ speaker }) => speaker),
  );
  return state.speakers.every(({ key }) => since.has(key));
}
