import type { AgentMessage, Proposal } from '@overmind/contracts/entities/discussion';
import type { DiscussionState, Turn } from '../state.ts';

type ProposalMessage = Extract<AgentMessage, { type: 'proposal' }>;

/** A new proposal, or the next version of one: that one is superseded, and its open concerns move on to the new. */
export function applyProposal(state: DiscussionState, turn: Turn, message: ProposalMessage): DiscussionState {
  const ref = `P${state.proposals.length + 1}`;
  const base = state.proposals.find((each) => each.ref === message.amends && each.status === 'open');
  const added: Proposal = {
    ...{ ref, by: turn.speaker, title: message.title, content: message.content },
    ...{ amends: base?.ref ?? null, status: 'open' },
  };
  const earlier = state.proposals.map((each) =>
    each.ref === base?.ref ? { ...each, status: 'superseded' as const } : each,
  );
  return {
    ...state,
    proposals: [...earlier, added],
    concerns: state.concerns.map((concern) => {
      if (concern.closed_by !== null) return concern;
      if (message.meets.includes(concern.ref)) return { ...concern, closed_by: turn.speaker };
      return base !== undefined && concern.proposal === base.ref ? { ...concern, proposal: ref } : concern;
    }),
  };
}
