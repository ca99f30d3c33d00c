import {
  type ExperimentArm,
  type OutcomeMeasure,
  outcomeMeasures,
} from '@overmind/contracts/entities/prompt';
import { cn } from '#lib/class-names.ts';
import { costWords } from '#lib/numbers.ts';
import { measuresOf } from '#text/prompt-measures.ts';
import { experiments as text } from '#text/prompts.ts';
import { toneOf } from './arm-tones.ts';

/** The largest that an average can be; null where only the arms tell. */
const scales: Record<OutcomeMeasure, number | null> = { accepted: 1, retried: null, cost: null, rating: 5 };

const words: Record<OutcomeMeasure, (average: number) => string> = {
  accepted: (average) => `${Math.round(average * 100)} %`,
  retried: (average) => average.toFixed(2),
  cost: costWords,
  rating: (average) => average.toFixed(1),
};

const averageOf = (arm: ExperimentArm, measure: OutcomeMeasure): number | null => {
  const { count, sum } = arm.outcomes[measure];
  return count === 0 ? null : sum / count;
};

/** What came of each arm, measure by measure, drawn against each other. */
export const OutcomeBars = ({ promptKey, arms }: { promptKey: string; arms: readonly ExperimentArm[] }) => (
  <div className="grid gap-4 sm:grid-cols-2">
    {outcomeMeasures.map((measure) => (
      <Measure
        key={measure}
        measure={measure}
        better={measuresOf(promptKey)?.better[measure] ?? text.better[measure]}
        arms={arms}
      />
    ))}
  </div>
);

interface MeasureProps {
  measure: OutcomeMeasure;
  /** What it counts, and which way is better. */
  better: string;
  arms: readonly ExperimentArm[];
}

function Measure({ measure, better, arms }: MeasureProps) {
  const averages = arms.map((arm) => averageOf(arm, measure));
  const most = scales[measure] ?? Math.max(...averages.map((average) => average ?? 0), Number.MIN_VALUE);
  return (
    <section aria-label={text.measures[measure]}>
      <h4 className="font-medium text-sm">{text.measures[measure]}</h4>
      <p className="mb-1.5 text-ink-3 text-xs">{better}</p>
      <ul className="space-y-1.5">
        {arms.map((arm, index) => {
          const average = averages[index] ?? null;
          return (
            <li key={arm.name} className="text-xs">
              <span className="flex gap-2">
                {arm.name}
                <span className="ml-auto tabular-nums">
                  {average === null ? text.nothing : words[measure](average)}
                </span>
                {average === null ? null : (
                  <span className="text-ink-3">{text.of(arm.outcomes[measure].count)}</span>
                )}
              </span>
              <span aria-hidden className="mt-0.5 block h-2 overflow-hidden rounded-sm bg-line/60">
                <span
                  className={cn('block h-full', toneOf(index))}
                  style={{ width: `${Math.min(1, (average ?? 0) / most) * 100}%` }}
                />
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
