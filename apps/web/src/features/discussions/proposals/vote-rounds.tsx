'use client';
import type { Proposal } from '@overmind/contracts/entities/discussion';
import type { VotingRound } from '@overmind/contracts/entities/discussion-room';
import { type Voting, votesOn } from '@overmind/domain/discussions/votes/tally';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ruleHints, ruleWords, votes as text } from '#text/discussions.ts';
import { VotePicture } from './vote-picture.tsx';

interface VoteRoundsProps {
  voting: Voting;
  rounds: readonly VotingRound[];
  proposals: readonly Proposal[];
}

/** The votes, a picture for each proposal of a round; the newest round is shown first. */
export function VoteRounds({ voting, rounds, proposals }: VoteRoundsProps) {
  // Nothing chosen follows the newest round as it comes.
  const [chosen, setChosen] = useState<number | null>(null);
  const shown = rounds.find(({ number }) => number === chosen) ?? rounds.at(-1);
  if (shown === undefined) return null;
  const { rule } = voting.settings;
  return (
    <section aria-label={text.title} className="space-y-3">
      <div className="flex flex-wrap items-center gap-1">
        <h2 className="mr-1 font-medium text-ink-2 text-xs">{text.title}</h2>
        {rounds.map(({ number }) => (
          <Button
            key={number}
            size="sm"
            look={number === shown.number ? 'plain' : 'quiet'}
            aria-pressed={number === shown.number}
            onClick={() => setChosen(number)}
          >
            {text.round(number)}
          </Button>
        ))}
        <span className="ml-auto text-ink-2 text-xs">{outcomeOf(shown)}</span>
      </div>
      <p className="text-ink-2 text-xs" title={ruleHints[rule]}>
        <span className="font-medium">{ruleWords[rule]}.</span> {ruleHints[rule]}
      </p>
      {shown.proposals.map((ref) => (
        <VotePicture
          key={ref}
          voting={voting}
          round={shown.number}
          proposal={ref}
          title={proposals.find((proposal) => proposal.ref === ref)?.title ?? ''}
          votes={votesOn(voting, ref, shown.number)}
        />
      ))}
    </section>
  );
}

const outcomeOf = ({ is_counted: isCounted, winner }: VotingRound): string => {
  if (!isCounted) return text.counting;
  return winner === null ? text.nonePassed : text.passed(winner);
};
