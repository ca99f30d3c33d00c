import type { Proposal } from '@overmind/contracts/entities/discussion';
import { cn } from '#lib/class-names.ts';
import { proposalStatusWords, proposals as text } from '#text/discussions.ts';

interface LineageRailProps {
  versions: readonly Proposal[];
  shown: string;
  onShow(ref: string): void;
}

/** The versions of a proposal as stations of one line; pressing one shows it. */
export const LineageRail = ({ versions, shown, onShow }: LineageRailProps) => (
  <ol
    aria-label={text.lineage(versions.map(({ ref }) => ref).join(', '))}
    className="flex flex-wrap items-center"
  >
    {versions.map(({ ref, status, title }, index) => (
      <li key={ref} className="flex items-center">
        {index === 0 ? null : <span aria-hidden className="h-px w-4 bg-line-strong" />}
        <button
          type="button"
          aria-pressed={ref === shown}
          aria-label={text.version(ref, proposalStatusWords[status])}
          title={title}
          onClick={() => onShow(ref)}
          className={cn(
            'rounded-full border px-1.5 font-medium text-2xs tabular-nums max-md:min-h-11 max-md:min-w-11',
            status === 'accepted' && 'border-done bg-done-soft text-done',
            status === 'open' && 'border-running text-running',
            status === 'superseded' && 'border-line-strong text-ink-2',
            ref === shown && 'ring-2 ring-accent/60',
          )}
        >
          {ref}
        </button>
      </li>
    ))}
  </ol>
);
