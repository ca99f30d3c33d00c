'use client';
import type { Concern } from '@overmind/contracts/entities/discussion';
import type { ShownProposal } from '@overmind/contracts/entities/discussion-room';
import { Lightbulb } from 'lucide-react';
import { useMemo } from 'react';
import { EmptyState } from '#components/notice.tsx';
import { proposals as text } from '#text/discussions.ts';
import { ConcernList } from './concern-list.tsx';
import { lineagesOf } from './lineage.ts';
import { ProposalCard } from './proposal-card.tsx';

interface ProposalsBoardProps {
  proposals: readonly ShownProposal[];
  concerns: readonly Concern[];
  /** How many closed concerns are not among them. */
  leftOut: number;
}

/** Everything that is on the table, and what was raised against nothing in particular. */
export function ProposalsBoard({ proposals, concerns, leftOut }: ProposalsBoardProps) {
  const lineages = useMemo(() => lineagesOf(proposals), [proposals]);
  const general = concerns.filter(({ proposal }) => proposal === null);
  return (
    <section aria-label={text.title} className="space-y-3">
      <h2 className="font-medium text-ink-2 text-xs">{text.title}</h2>
      {lineages.length === 0 ? (
        <EmptyState icon={Lightbulb} title={text.none} hint={text.noneHint} className="py-6" />
      ) : null}
      {lineages.map((lineage) => (
        <ProposalCard key={lineage.versions[0].ref} lineage={lineage} concerns={concerns} />
      ))}
      {general.length === 0 ? null : (
        <div>
          <h3 className="mb-1 font-medium text-ink-2 text-xs">{text.general}</h3>
          <ConcernList concerns={general} />
        </div>
      )}
      {leftOut === 0 ? null : <p className="text-ink-2 text-xs">{text.leftOut(leftOut)}</p>}
    </section>
  );
}
