import type { SpecPhaseLine } from '@overmind/contracts/entities/spec';
import { Check, Pencil, RotateCcw, Undo2 } from 'lucide-react';
import { cn } from '#lib/class-names.ts';
import { phaseStatuses, spec as text } from '#text/specs.ts';

type Standing = Pick<SpecPhaseLine, 'status' | 'version'>;

const icons = { draft: Pencil, approved: Check, rejected: Undo2, reopened: RotateCcw } as const;
const tones = {
  draft: 'border-line-strong text-ink-2',
  approved: 'border-done bg-done-soft text-done',
  rejected: 'border-failed bg-failed-soft text-failed',
  reopened: 'border-transparent bg-signal-soft text-review',
} as const;

export const standingWords = ({ status, version }: Standing): string =>
  version === 0 ? text.empty : phaseStatuses[status];

/** How a phase stands, as a small picture; the words stand beside it. */
export function PhaseMark({ standing }: { standing: Standing }) {
  const Icon = icons[standing.status];
  return (
    <span
      aria-hidden
      className={cn('grid size-5 shrink-0 place-items-center rounded-full border', tones[standing.status])}
    >
      {standing.version === 0 ? null : <Icon className="size-3" strokeWidth={2.5} />}
    </span>
  );
}
