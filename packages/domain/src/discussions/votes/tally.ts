import type { Vote } from '@overmind/contracts/entities/discussion';
import type { DiscussionState } from '../state.ts';

/*
 * Sides are taken by approving, with or without changes, and by rejecting. Weights are whole hundredths, so that equal
 * votes are equal. Of several proposals that pass, and to find the leading one of those that do not, the order is:
 * larger lead in weight, larger lead in heads, fewer rejections, earlier place among those put to the vote.
 */
export interface Tally {
  proposal: string;
  approve: number;
  reject: number;
  abstain: number;
  forWeight: number;
  againstWeight: number;
  hasQuorum: boolean;
  passes: boolean;
}

/** What a count rests on. */
export type Voting = Pick<DiscussionState, 'votes' | 'speakers' | 'settings' | 'facilitator'>;

/** The proposals of a round, the leading one first. */
export function tallyRound(state: DiscussionState): Tally[] {
  const { round } = state;
  if (round === null) return [];
  return round.proposals
    .map((proposal) => tally(state, proposal, round.number))
    .sort(
      (one, other) =>
        leadInWeight(other) - leadInWeight(one) ||
        leadInHeads(other) - leadInHeads(one) ||
        one.reject - other.reject,
    );
}

const leadInWeight = ({ forWeight, againstWeight }: Tally): number => forWeight - againstWeight;
const leadInHeads = ({ approve, reject }: Tally): number => approve - reject;

/** How the votes on a proposal stand in a round. */
export function tally(state: Voting, proposal: string, round: number): Tally {
  const votes = votesOn(state, proposal, round);
  const approvals = votes.filter(isApproval);
  const rejections = votes.filter(({ choice }) => choice === 'reject');
  const counted = {
    proposal,
    approve: approvals.length,
    reject: rejections.length,
    abstain: votes.length - approvals.length - rejections.length,
    forWeight: weigh(state, approvals),
    againstWeight: weigh(state, rejections),
    hasQuorum: approvals.length + rejections.length >= quorumOf(state),
  };
  const facilitates = approvals.some(({ by }) => by === state.facilitator);
  return { ...counted, passes: counted.hasQuorum && meetsRule(state, counted, facilitates) };
}

export const votesOn = ({ votes }: Pick<DiscussionState, 'votes'>, proposal: string, round: number): Vote[] =>
  votes.filter((vote) => vote.proposal === proposal && vote.round === round);

export const isApproval = ({ choice }: Vote): boolean =>
  choice === 'approve' || choice === 'approve_with_changes';

/** How many must take a side: at least one. */
export const quorumOf = ({ settings, speakers }: Voting): number =>
  Math.max(1, Math.ceil(Math.round(settings.quorum * speakers.length * 1_000) / 1_000));

function weigh({ speakers }: Voting, votes: readonly Vote[]): number {
  const weightOf = (key: string): number => speakers.find((speaker) => speaker.key === key)?.weight ?? 0;
  return votes.reduce((sum, { by, confidence }) => sum + weightOf(by) * Math.round(confidence * 100), 0);
}

function meetsRule(
  { settings }: Voting,
  { approve, reject, forWeight, againstWeight }: Omit<Tally, 'passes'>,
  facilitates: boolean,
): boolean {
  switch (settings.rule) {
    case 'unanimous':
      return approve > 0 && reject === 0;
    case 'two_thirds':
      return forWeight > 0 && forWeight * 3 >= (forWeight + againstWeight) * 2;
    case 'majority':
      return approve > reject;
    case 'facilitator':
      return facilitates;
  }
}
