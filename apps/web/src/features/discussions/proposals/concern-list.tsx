'use client';
import type { Concern } from '@overmind/contracts/entities/discussion';
import { CircleCheck, CircleDot } from 'lucide-react';
import { ShortText } from '#components/short-text.tsx';
import { cn } from '#lib/class-names.ts';
import { proposals as text } from '#text/discussions.ts';
import { useVoice } from '../voices.tsx';

/** What was raised against a proposal, and what became of it. */
export const ConcernList = ({ concerns }: { concerns: readonly Concern[] }) =>
  concerns.length === 0 ? (
    <p className="text-ink-3 text-xs">{text.noConcerns}</p>
  ) : (
    <ul aria-label={text.concerns} className="space-y-1">
      {concerns.map((concern) => (
        <ConcernLine key={concern.ref} concern={concern} />
      ))}
    </ul>
  );

function ConcernLine({ concern: { ref, by, content, closed_by: closedBy } }: { concern: Concern }) {
  const raiser = useVoice(by);
  const closer = useVoice(closedBy);
  const isOpen = closedBy === null;
  const Icon = isOpen ? CircleDot : CircleCheck;
  return (
    <li className="flex gap-1.5 text-xs">
      <Icon className={cn('mt-0.5 size-3.5 shrink-0', isOpen ? 'text-review' : 'text-done')} aria-hidden />
      <p className="min-w-0 [overflow-wrap:anywhere]">
        <span className="font-medium tabular-nums">{ref}</span> <ShortText text={content} />{' '}
        <span className="text-ink-3">
          {raiser.name}, {isOpen ? text.open : text.closedBy(closer.name)}
        </span>
      </p>
    </li>
  );
}
