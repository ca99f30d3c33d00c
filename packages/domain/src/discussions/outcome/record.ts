import type {
  DecisionRecord,
  DiscussionOption,
  Proposal,
  Vote,
} from '@overmind/contracts/entities/discussion';
import { type DiscussionState, openConcerns, openProposals } from '../state.ts';
import { isApproval, tally, votesOn } from '../votes/tally.ts';

/** The decision that a vote made; null where none did. What is decided is the proposal as it was voted on. */
export function recordOf(state: DiscussionState, decidedAtMs: number): DecisionRecord | null {
  const { round } = state;
  const proposal = state.proposals.find(({ ref }) => ref === round?.winner);
  if (round === null || proposal === undefined) return null;
  const votes = votesOn(state, proposal.ref, round.number);
  const { approve, reject, abstain } = tally(state, proposal.ref, round.number);
  return {
    ...{ goal: state.goal, proposal: proposal.ref, proposed_by: proposal.by },
    ...{ title: proposal.title, decision: proposal.content },
    ...{ rule: state.settings.rule, round: round.number, votes: { approve, reject, abstain } },
    ...conclusionOf(state, proposal, votes),
    conditions: distinct(votes.filter(isApproval).flatMap(({ changes }) => changes ?? [])),
    dissent: votes
      .filter((vote) => !isApproval(vote))
      .map(({ by, choice, reason }) => ({ by, choice, reason })),
    decided_at: new Date(decidedAtMs).toISOString(),
  };
}

/** Which vote decided, in words; null where none did. */
export const acceptanceIn = ({ round }: DiscussionState): string | null =>
  round?.winner == null ? null : `${round.winner} was accepted in round ${round.number}`;

/** The facilitator's conclusion adds to the reasons of the voters and the open concerns; it replaces nothing. */
function conclusionOf(
  state: DiscussionState,
  { ref }: Proposal,
  votes: readonly Vote[],
): Pick<DecisionRecord, 'summary' | 'reasons' | 'risks' | 'next_actions'> {
  const said = state.messages.findLast(({ purpose }) => purpose === 'conclude')?.message;
  const conclusion = said?.type === 'consensus' ? said : null;
  const concerns = openConcerns(state).filter(({ proposal }) => proposal === null || proposal === ref);
  return {
    summary: conclusion?.content ?? null,
    reasons: distinct([
      ...(conclusion?.reasons ?? []),
      ...votes.filter(isApproval).map(({ reason }) => reason),
    ]),
    risks: distinct([
      ...(conclusion?.risks ?? []),
      ...concerns.map(({ content }) => content),
      ...unansweredBy(state).map((question) => `No answer was given to: ${question}`),
    ]),
    next_actions: distinct(conclusion?.next_actions ?? []),
  };
}

/** What the user was asked and did not answer in time. */
export const unansweredBy = ({ notes }: DiscussionState): string[] =>
  notes.filter(({ kind }) => kind === 'unanswered').map(({ detail }) => detail);

/** What a person can choose from when there is no decision. */
export function optionsOf(state: DiscussionState): DiscussionOption[] {
  return openProposals(state).map((proposal) => {
    const round = lastRoundOf(state, proposal.ref);
    const votes = votesOn(state, proposal.ref, round);
    const { approve, reject, abstain } = tally(state, proposal.ref, round);
    const concerns = openConcerns(state).filter((concern) => concern.proposal === proposal.ref);
    return {
      ...{ proposal: proposal.ref, by: proposal.by, title: proposal.title, content: proposal.content },
      votes: votes.length === 0 ? null : { approve, reject, abstain },
      objections: distinct([...objectionsIn(votes), ...concerns.map(({ content }) => content)]),
    };
  });
}

/** Why voters did not simply approve. */
export const objectionsIn = (votes: readonly Vote[]): string[] =>
  votes.flatMap(({ choice, reason, changes }) => {
    if (choice === 'reject') return [changes === null ? reason : `${reason} Change: ${changes}`];
    return choice === 'approve_with_changes' ? [changes ?? reason] : [];
  });

const lastRoundOf = ({ votes }: DiscussionState, proposal: string): number =>
  Math.max(0, ...votes.filter((vote) => vote.proposal === proposal).map(({ round }) => round));

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];
