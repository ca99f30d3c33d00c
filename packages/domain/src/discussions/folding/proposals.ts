import type { AgentMessage, Proposal } from '@overmind/contracts/entities/discussion';
import type { DiscussionState, Turn } from '../state.ts';

type ProposalMessage = Extract<AgentMessage, { type: 'proposal' }>;

/**
 * A new proposal, or the next version of one: that one is superseded, and its open concerns move on to the new, but for
 * those that it says it meets. A concern about no proposal is about all of them, so any amendment may meet it; a new
 * proposal meets none, or whoever makes one could silence whoever objects to another.
 */
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
      const isOnBase = base !== undefined && concern.proposal === base.ref;
      const canBeMet = isOnBase || (base !== undefined && concern.proposal === null);
      if (concern.closed_by !== null || !canBeMet) return concern;
      if (message.meets.includes(concern.ref)) return { ...concern, closed_by: turn.speaker };
      return isOnBase ? { ...concern, proposal: ref } : concern;
    }),
  };
}
