'use client';
import { getDecisionRecord, getProposal } from '@overmind/contracts/routes/discussions';
import { useRoute } from '#lib/api/use-route.ts';
import { useDiscussionId } from '#lib/route-ids.ts';

/** A text of the discussion that is on screen: what a proposal says, or what was decided. */
export type TextOf = { proposal: string } | 'decision';

/** All of a text, asked for once it is wanted. */
export function useWholeText(of: TextOf, isWanted: boolean) {
  const id = useDiscussionId() ?? '';
  const isDecision = of === 'decision';
  const params = { id, proposal: isDecision ? '' : of.proposal };
  const proposal = useRoute(getProposal, { params }, { enabled: isWanted && !isDecision });
  const record = useRoute(getDecisionRecord, { params: { id } }, { enabled: isWanted && isDecision });
  return {
    text: isDecision ? record.data?.decision : proposal.data?.content,
    error: isDecision ? record.error : proposal.error,
    again: () => void (isDecision ? record : proposal).refetch(),
  };
}
