import type { Spec, SpecPhaseName } from '@overmind/contracts/entities/spec';
import { cn } from '#lib/class-names.ts';
import { phaseNames, spec as text } from '#text/specs.ts';
import { PhaseMark, standingWords } from '../phase-mark.tsx';

interface PhasePipelineProps {
  spec: Spec;
  chosen: SpecPhaseName;
  onChoose(phase: SpecPhaseName): void;
}

/** The phases in their order: how each stands, which it has come to, which is shown. */
export const PhasePipeline = ({ spec, chosen, onChoose }: PhasePipelineProps) => (
  <nav aria-label={text.phases}>
    <ol className="grid grid-cols-2 gap-1.5 sm:grid-cols-5">
      {spec.phases.map((each) => {
        const isNow = spec.status === 'active' && each.phase === spec.phase;
        return (
          <li key={each.phase} aria-current={isNow ? 'step' : undefined}>
            <button
              type="button"
              aria-pressed={each.phase === chosen}
              onClick={() => onChoose(each.phase)}
              className={cn(
                'flex w-full items-center gap-2 rounded-md border px-2.5 py-2 text-left max-md:min-h-11',
                each.phase === chosen ? 'border-line-strong bg-raised' : 'border-line hover:bg-ink/5',
              )}
            >
              <PhaseMark standing={each} />
              <span className="min-w-0">
                <span className="block truncate font-medium text-sm">{phaseNames[each.phase]}</span>
                <span className="block truncate text-2xs text-ink-2">{standingWords(each)}</span>
              </span>
              {isNow ? <span className="sr-only">{text.now}</span> : null}
            </button>
          </li>
        );
      })}
    </ol>
  </nav>
);
