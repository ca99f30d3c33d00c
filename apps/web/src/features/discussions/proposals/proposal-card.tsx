'use client';
import type { Concern } from '@overmind/contracts/entities/discussion';
import { useState } from 'react';
import { ShortText } from '#components/short-text.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { cn } from '#lib/class-names.ts';
import { proposalStatusWords, proposals as text } from '#text/discussions.ts';
import { VoiceMark } from '../voice-mark.tsx';
import { useVoice } from '../voices.tsx';
import { ClippedText } from './clipped-text.tsx';
import { ConcernList } from './concern-list.tsx';
import type { Lineage } from './lineage.ts';
import { LineageRail } from './lineage-rail.tsx';

interface ProposalCardProps {
  lineage: Lineage;
  concerns: readonly Concern[];
}

/** One proposal through its versions: what it says, who is behind it, and what is held against it. */
export function ProposalCard({ lineage: { versions, latest }, concerns }: ProposalCardProps) {
  // Nothing chosen follows the newest version as it comes.
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = versions.find(({ ref }) => ref === chosen) ?? latest;
  const author = useVoice(shown.by);
  const refs = versions.map(({ ref }) => ref);
  const about = concerns.filter(({ proposal }) => proposal !== null && refs.includes(proposal));
  const open = about.filter(({ closed_by }) => closed_by === null).length;
  return (
    <article
      aria-label={`${shown.ref}: ${shown.title}`}
      className={cn(
        'rounded-card border bg-raised p-3 text-sm shadow-card',
        latest.status === 'accepted' && 'border-done/60',
      )}
    >
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <LineageRail versions={versions} shown={shown.ref} onShow={setChosen} />
        <Badge className={cn('ml-auto', shown.status === 'accepted' && 'text-done')}>
          {proposalStatusWords[shown.status]}
        </Badge>
      </header>
      <h3 className="mt-2 font-semibold [overflow-wrap:anywhere]">
        <ShortText text={shown.title} />
      </h3>
      <p className="mt-0.5 mb-1.5 flex items-center gap-1.5 text-ink-2 text-xs">
        <VoiceMark voice={author} className="size-5 text-[9px]" />
        {text.by(author.name)}
        <span className="ml-auto">{text.concernCount(open, about.length)}</span>
      </p>
      <ClippedText
        key={shown.ref}
        text={shown.content}
        moreChars={shown.more_chars}
        of={{ proposal: shown.ref }}
      />
      <div className="mt-2 border-t pt-2">
        <ConcernList concerns={about} />
      </div>
    </article>
  );
}
