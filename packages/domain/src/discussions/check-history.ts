import type { DecisionRecord } from '@overmind/contracts/entities/discussion';
import type { DiscussionEvent } from '@overmind/contracts/entities/discussion-event';
import { dueNow } from './flow/patience.ts';
import { findOpenTurn } from './folding/turns.ts';
import { recordOf } from './outcome/record.ts';
import type { DiscussionState } from './state.ts';
import { tallyRound } from './votes/tally.ts';

/** Why an event cannot have happened in a discussion that stood so, in words for people; null when it can. */
export function findMisfit(state: DiscussionState | null, event: DiscussionEvent): string | null {
  if (state === null)
    return event.type === 'opened' ? misfitOfOpening(event.speakers, event.facilitator) : notOpened;
  if (state.ending !== null) return 'it goes on after its end';
  switch (event.type) {
    case 'opened':
      return 'it is opened twice';
    case 'turn_spoken':
    case 'turn_refused':
    case 'turn_skipped':
      return findOpenTurn(state, event.turn) === undefined ? `turn ${event.turn} was not open` : null;
    case 'turns_opened':
      return misfitOfTurns(state, event.turns);
    case 'user_reminded':
    case 'user_silent':
      return dueNow(state, event.at_ms) === event.type ? null : 'the time for an answer was not over then';
    case 'vote_called':
      return misfitOfCall(state, event.round, event.proposals);
    case 'vote_counted':
      return misfitOfCount(state, event.round, event.winner);
    case 'ended':
      return misfitOfEnd(state, event);
    default:
      return null;
  }
}

const notOpened = 'it does not begin with its opening';

const misfitOfOpening = (speakers: readonly { key: string }[], facilitator: string): string | null =>
  speakers.some(({ key }) => key === facilitator) ? null : 'its facilitator is none of its speakers';

function misfitOfTurns(
  state: DiscussionState,
  turns: readonly { turn: number; speaker: string }[],
): string | null {
  const stranger = turns.find(({ speaker }) => !state.speakers.some(({ key }) => key === speaker));
  if (stranger !== undefined) return `turn ${stranger.turn} is of somebody who is no speaker`;
  const isInOrder = turns.every(({ turn }, at) => turn === state.turns.length + at + 1);
  if (!isInOrder) return 'its turns are not numbered in their order';
  return state.turns.length + turns.length > state.settings.limits.turns
    ? 'it has more turns than its limit'
    : null;
}

function misfitOfCall(state: DiscussionState, round: number, proposals: readonly string[]): string | null {
  const isNext = round === (state.round?.number ?? 0) + 1 && state.round?.isCounted !== false;
  if (!isNext) return `round ${round} of its votes does not follow on`;
  const isThere = (ref: string) => state.proposals.some((each) => each.ref === ref);
  return proposals.every(isThere) ? null : `round ${round} votes on what nobody proposed`;
}

function misfitOfCount(state: DiscussionState, round: number, winner: string | null): string | null {
  if (state.round?.number !== round || state.round.isCounted) return `round ${round} was not open`;
  const passing = tallyRound(state).find(({ passes }) => passes)?.proposal ?? null;
  return winner === passing ? null : `round ${round} did not come out as it says`;
}

function misfitOfEnd(
  state: DiscussionState,
  { at_ms, record, status }: Extract<DiscussionEvent, { type: 'ended' }>,
): string | null {
  const decided = recordOf(state, at_ms);
  if ((status === 'completed') !== (decided !== null)) return 'it ended otherwise than its votes say';
  return JSON.stringify(sorted(record)) === JSON.stringify(sorted(withMet(state, decided, record)))
    ? null
    : 'its decision is not what was voted for';
}

/**
 * In files of earlier versions any proposal met whatever it named. So that they still come in, a concern that one named
 * need not stand among the risks.
 */
function withMet(
  { concerns, messages }: DiscussionState,
  decided: DecisionRecord | null,
  record: DecisionRecord | null,
): DecisionRecord | null {
  if (decided === null || record === null) return decided;
  const named = messages.flatMap(({ message }) => (message.type === 'proposal' ? message.meets : []));
  const mayLack = concerns.filter(({ ref }) => named.includes(ref)).map(({ content }) => content);
  const risks = decided.risks.filter((risk) => record.risks.includes(risk) || !mayLack.includes(risk));
  return { ...decided, risks };
}

/** The same for two values whose fields stand in another order, as they do once a database held one. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([name, each]) => [name, sorted(each)]);
}
