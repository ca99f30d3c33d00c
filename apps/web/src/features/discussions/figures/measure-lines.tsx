import type { DiscussionAnalytics } from '@overmind/contracts/entities/discussion-analytics';
import { duration } from '#lib/time.ts';
import { figures as text } from '#text/discussion-list.ts';

type Measure = NonNullable<DiscussionAnalytics['turns']>;

const count = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(1));

/** Turns, votes and time until a decision: a line to the largest, with the median and the average on it. */
export function MeasureLines({ figures }: { figures: DiscussionAnalytics }) {
  const { turns, rounds, active_ms_to_consensus: time } = figures;
  if (turns === null && rounds === null && time === null) return null;
  return (
    <section aria-label={text.measures}>
      <h2 className="mb-1.5 font-medium text-ink-2 text-xs">{text.measures}</h2>
      <dl className="space-y-2.5 rounded-card border bg-raised p-3">
        <MeasureLine name={text.time} measure={time} words={duration} />
        <MeasureLine name={text.turns} measure={turns} words={count} />
        <MeasureLine name={text.rounds} measure={rounds} words={count} />
      </dl>
    </section>
  );
}

interface MeasureLineProps {
  name: string;
  measure: Measure | null;
  words(value: number): string;
}

function MeasureLine({ name, measure, words }: MeasureLineProps) {
  if (measure === null) return null;
  const { median, average, most } = measure;
  const place = (value: number) => `${most === 0 ? 0 : (value / most) * 100}%`;
  return (
    <div className="text-xs">
      <dt className="font-medium">{name}</dt>
      <dd className="text-ink-2 tabular-nums">
        <span aria-hidden className="relative mt-1 mb-1 block h-1.5 rounded-full bg-line">
          <span
            className="absolute inset-y-0 left-0 rounded-full bg-running/50"
            style={{ width: place(average) }}
          />
          <span
            className="absolute -top-0.5 h-2.5 w-1 -translate-x-1/2 rounded-full bg-ink"
            style={{ left: place(median) }}
          />
        </span>
        {text.measure(words(median), words(average), words(most))}
      </dd>
    </div>
  );
}
