import type { Proposal } from '@overmind/contracts/entities/discussion';
import { turnsLeft } from '../flow/limits.ts';
import { acceptanceIn } from '../outcome/record.ts';
import { type DiscussionState, openConcerns, openProposals, turnsNow } from '../state.ts';
import { tallyRound } from '../votes/tally.ts';
import { allSpeakers, finish, openTurnsFor, record, type Step } from './step.ts';

/** As many as a voter can compare, and one of each who usually takes part. */
const mostProposals = 6;

/** Votes, and between them amendments that meet the objections, until one passes or the rounds are used up. */
export function decide(state: DiscussionState, nowMs: number): Step {
  const { round } = state;
  if (round === null) return callVote(state, 1, null, nowMs);
  if (turnsNow(state, 'vote').length === 0 && !round.isCounted)
    return openTurnsFor(state, nowMs, { purpose: 'vote', speakers: allSpeakers(state) });
  if (!round.isCounted) return countVote(state, nowMs);
  if (round.winner !== null) return conclude(state, nowMs);
  return resolveConflict(state, nowMs);
}

/** No turn may be opened any more: what was voted is counted, and that decides. */
export function closeVote(state: DiscussionState, nowMs: number, limit: string): Step {
  const { round } = state;
  const isVoted = round !== null && !round.isCounted && turnsNow(state, 'vote').length > 0;
  return isVoted ? countVote(state, nowMs) : finish(state, nowMs, acceptanceIn(state) ?? limit);
}

/** The one that was just amended first, then those with the fewest open concerns, then amended ones, then the earlier. */
function callVote(state: DiscussionState, round: number, amended: string | null, nowMs: number): Step {
  const concerns = openConcerns(state);
  const rank = ({ ref, amends }: Proposal): [number, number, number] => [
    ref === amended ? 0 : 1,
    concerns.filter(({ proposal }) => proposal === ref).length,
    amends === null ? 1 : 0,
  ];
  const proposals = openProposals(state)
    .map((proposal) => ({ ref: proposal.ref, rank: rank(proposal) }))
    .sort(({ rank: one }, { rank: other }) => one[0] - other[0] || one[1] - other[1] || one[2] - other[2])
    .slice(0, mostProposals)
    .map(({ ref }) => ref);
  return record({ type: 'vote_called', at_ms: nowMs, round, proposals });
}

function countVote(state: DiscussionState, nowMs: number): Step {
  const winner = tallyRound(state).find(({ passes }) => passes)?.proposal ?? null;
  return record({ type: 'vote_counted', at_ms: nowMs, round: state.round?.number ?? 1, winner });
}

/** The facilitator adds reasons, risks and next actions; the decision stands without them, too. */
function conclude(state: DiscussionState, nowMs: number): Step {
  if (turnsNow(state, 'conclude').length === 0) {
    const about = state.round?.winner ?? null;
    return openTurnsFor(state, nowMs, { purpose: 'conclude', speakers: [state.facilitator], about });
  }
  return finish(state, nowMs, acceptanceIn(state) ?? '');
}

/** The author of the leading proposal amends it, or else the facilitator does. */
function resolveConflict(state: DiscussionState, nowMs: number): Step {
  const round = state.round?.number ?? 0;
  if (round >= state.settings.limits.rounds)
    return finish(state, nowMs, `no proposal passed in ${round === 1 ? 'the vote' : `${round} rounds`}`);
  if (turnsLeft(state) <= state.speakers.length)
    return finish(state, nowMs, 'no proposal passed, and no turns are left for another vote');
  const amends = turnsNow(state, 'amend');
  // Nothing else proposes while it is voted, so the newest one is what came of it.
  if (amends.some(({ outcome }) => outcome === 'spoken'))
    return callVote(state, round + 1, state.proposals.at(-1)?.ref ?? null, nowMs);
  const leading = state.proposals.find(({ ref }) => ref === tallyRound(state)[0]?.proposal);
  const authors = [...new Set([leading?.by ?? state.facilitator, state.facilitator])];
  const author = authors[amends.length];
  if (leading === undefined || author === undefined)
    return finish(state, nowMs, 'no proposal passed, and nobody amended the leading one');
  return openTurnsFor(state, nowMs, { purpose: 'amend', speakers: [author], about: leading.ref });
}
