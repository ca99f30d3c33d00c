'use client';
import type { Vote } from '@overmind/contracts/entities/discussion';
import { quorumOf, type Tally, tally, type Voting } from '@overmind/domain/discussions/votes/tally';
import { Check, X } from 'lucide-react';
import { ShortText } from '#components/short-text.tsx';
import { cn } from '#lib/class-names.ts';
import { votes as text } from '#text/discussions.ts';
import { BallotLine } from './ballot-line.tsx';

interface VotePictureProps {
  voting: Voting;
  round: number;
  proposal: string;
  title: string;
  votes: readonly Vote[];
}

/** How a proposal stands in a round: the two sides as one bar with the line of the rule, the quorum, and each vote. */
export function VotePicture({ voting, round, proposal, title, votes }: VotePictureProps) {
  const result = tally(voting, proposal, round);
  const missing = voting.speakers.filter(({ key }) => !votes.some(({ by }) => by === key));
  const Mark = result.passes ? Check : X;
  return (
    <article aria-label={text.on(proposal, title)} className="rounded-card border bg-raised p-3 text-sm">
      <header className="flex items-baseline gap-2">
        <span className="font-medium tabular-nums">{proposal}</span>
        <span className="min-w-0 flex-1 truncate">
          <ShortText text={title} />
        </span>
        <span
          className={cn(
            'flex shrink-0 items-center gap-1 text-xs',
            result.passes ? 'font-medium text-done' : 'text-ink-2',
          )}
        >
          <Mark className="size-3.5" aria-hidden />
          {result.passes ? text.passes : text.fails}
        </span>
      </header>
      <SidesBar voting={voting} result={result} />
      <Quorum voting={voting} result={result} />
      <ul aria-label={text.title} className="mt-2 space-y-1.5 border-t pt-2">
        {votes.map((vote) => (
          <BallotLine key={vote.by} by={vote.by} vote={vote} />
        ))}
        {missing.map(({ key }) => (
          <BallotLine key={key} by={key} vote={null} />
        ))}
      </ul>
    </article>
  );
}

const lines = { two_thirds: 2 / 3, majority: 1 / 2 } as const;

interface Sides {
  /** Of those who took a side; null where nobody did. */
  share: number | null;
  /** Where the share has to be; null where the rule is no matter of shares. */
  line: number | null;
  needed: string;
}

/** Under two thirds the sides are weights, else heads. */
function sidesOf({ settings: { rule } }: Voting, result: Tally): Sides {
  const [forIt, against] =
    rule === 'two_thirds' ? [result.forWeight, result.againstWeight] : [result.approve, result.reject];
  const hasLine = rule === 'two_thirds' || rule === 'majority';
  return {
    share: forIt + against === 0 ? null : forIt / (forIt + against),
    line: hasLine ? lines[rule] : null,
    needed: hasLine ? text.needed[rule] : '',
  };
}

function SidesBar({ voting, result }: { voting: Voting; result: Tally }) {
  const { share, line, needed } = sidesOf(voting, result);
  return (
    <div className="mt-2">
      <div
        role="img"
        aria-label={share === null ? text.noSide : text.bar(result.proposal, share)}
        className="relative h-3 overflow-hidden rounded-full bg-line"
      >
        {share === null ? null : (
          <span className="absolute inset-0 flex">
            <span className="bg-done" style={{ width: `${share * 100}%` }} />
            <span className="flex-1 bg-failed/75" />
          </span>
        )}
        {line === null ? null : (
          <span className="absolute inset-y-0 w-0.5 bg-ink" style={{ left: `calc(${line * 100}% - 1px)` }} />
        )}
      </div>
      <p className="relative mt-0.5 flex justify-between text-2xs text-ink-2 tabular-nums">
        <span>
          {result.approve} {text.for}
        </span>
        <span>
          {[share === null ? text.noSide : text.share(share), needed]
            .filter((words) => words !== '')
            .join(', ')}
        </span>
        <span>
          {result.reject} {text.against}
        </span>
      </p>
    </div>
  );
}

/** A dot for each speaker, filled for those who took a side; the rim marks how many have to. */
function Quorum({ voting, result }: { voting: Voting; result: Tally }) {
  const all = voting.speakers.length;
  const needed = quorumOf(voting);
  const took = result.approve + result.reject;
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-2 text-2xs text-ink-2">
      <span aria-hidden className="flex gap-0.5">
        {voting.speakers.map(({ key }, index) => (
          <span
            key={key}
            className={cn(
              'size-2 rounded-full border',
              index < needed ? 'border-ink-2' : 'border-line-strong',
              index < took && (result.hasQuorum ? 'bg-done' : 'bg-review'),
            )}
          />
        ))}
      </span>
      {text.quorum(took, needed, all)}
      <span className={result.hasQuorum ? 'text-done' : 'text-review'}>
        {result.hasQuorum ? text.reached : text.notReached}
      </span>
    </p>
  );
}
