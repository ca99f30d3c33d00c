'use client';
import type { DiscussionDetail } from '@overmind/contracts/entities/discussion-room';
import { ProposalsBoard } from './proposals-board.tsx';
import { VoteRounds } from './vote-rounds.tsx';

/** What is on the table, and how it was voted on. */
export function ProposalsView({ discussion }: { discussion: DiscussionDetail }) {
  const { proposals, concerns, rounds, left_out: leftOut } = discussion;
  return (
    <div className="space-y-6">
      <ProposalsBoard proposals={proposals} concerns={concerns} leftOut={leftOut?.concerns ?? 0} />
      <VoteRounds voting={discussion} rounds={rounds} proposals={proposals} />
    </div>
  );
}
