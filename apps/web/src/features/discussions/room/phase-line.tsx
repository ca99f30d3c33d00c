import { type DiscussionPhase, discussionPhases } from '@overmind/contracts/entities/discussion';
import { Check } from 'lucide-react';
import { cn } from '#lib/class-names.ts';
import { phaseWords, room as text } from '#text/discussions.ts';

interface PhaseLineProps {
  phase: DiscussionPhase;
  isOver: boolean;
  /** The vote that it is in; 0 before the first. */
  round: number;
}

/** The four phases as one line: what is over, where it is now, what is ahead. */
export function PhaseLine({ phase, isOver, round }: PhaseLineProps) {
  const place = discussionPhases.indexOf(phase);
  return (
    <ol aria-label={text.phases} className="flex min-w-0 items-center">
      {discussionPhases.map((each, index) => {
        const isDone = index < place || (isOver && index === place);
        const isNow = !isOver && index === place;
        return (
          <li
            key={each}
            aria-current={isNow ? 'step' : undefined}
            className="flex min-w-0 items-center text-xs"
          >
            {index === 0 ? null : (
              <span
                aria-hidden
                className={cn(
                  'mx-1.5 h-px w-4 shrink-0 sm:w-8',
                  index <= place ? 'bg-done' : 'bg-line-strong',
                )}
              />
            )}
            <PhaseDot isDone={isDone} isNow={isNow} />
            <span
              className={cn('ml-1.5 truncate', isNow ? 'font-medium text-ink' : 'text-ink-2 max-sm:sr-only')}
            >
              {phaseWords[each]}
              {each === 'consensus' && round > 1 ? ` · ${text.round(round).toLowerCase()}` : null}
            </span>
            <span className="sr-only">{isDone ? text.phaseDone : isNow ? text.phaseNow : null}</span>
          </li>
        );
      })}
    </ol>
  );
}

const PhaseDot = ({ isDone, isNow }: { isDone: boolean; isNow: boolean }) => (
  <span
    aria-hidden
    className={cn(
      'grid size-4 shrink-0 place-items-center rounded-full border',
      isDone && 'border-done bg-done-soft text-done',
      isNow && 'animate-sweep border-running bg-running',
      !isDone && !isNow && 'border-line-strong',
    )}
  >
    {isDone ? <Check className="size-2.5" strokeWidth={3} /> : null}
  </span>
);
