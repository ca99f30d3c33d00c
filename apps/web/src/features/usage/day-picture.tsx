'use client';
import type { UsageRow } from '@overmind/contracts/entities/model-call';
import { costWords, countWords } from '#lib/numbers.ts';
import { usage as text } from '#text/usage.ts';
import type { Measure, UsagePlace } from './usage-place.ts';
import { amountsByDay, type DayAmount } from './use-usage.ts';

export const amountWords = (amount: number, measure: Measure): string =>
  measure === 'cost' ? costWords(amount) : countWords(amount);

const shortDay = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', timeZone: 'UTC' });
const dayWords = (day: string): string => shortDay.format(Date.parse(day));

/** How much each day took: a bar a day, and the same in numbers. */
export function DayPicture({ rows, place }: { rows: readonly UsageRow[]; place: UsagePlace }) {
  const { measure } = place;
  const days = amountsByDay(rows, place, measure);
  const top = days.reduce((most, each) => (each.amount > most.amount ? each : most), {
    day: place.to,
    amount: 0,
  });
  const name = text.measures[measure];
  return (
    <figure>
      <figcaption className="mb-2 flex items-baseline font-semibold">
        {text.perDay(name)}
        <span className="ml-auto font-normal text-ink-3 text-xs tabular-nums">
          {amountWords(top.amount, measure)}
        </span>
      </figcaption>
      <div className="relative">
        <Bars days={days} most={top.amount} measure={measure} label={labelOf(name, top, measure)} />
        {top.amount === 0 ? (
          <p className="absolute inset-0 grid place-items-center px-4 text-center text-ink-2 text-sm">
            {text.nothing[measure]}
          </p>
        ) : null}
      </div>
      <p aria-hidden className="mt-1 flex justify-between text-ink-3 text-xs">
        <span>{dayWords(place.from)}</span>
        <span>{dayWords(place.to)}</span>
      </p>
      <DayTable days={days} measure={measure} />
    </figure>
  );
}

const labelOf = (name: string, top: DayAmount, measure: Measure): string =>
  text.chart(name, amountWords(top.amount, measure), dayWords(top.day));

const height = 100;
const wide = 10;
const gridShares = [0, 0.5];

const Bars = ({
  days,
  most,
  measure,
  label,
}: {
  days: readonly DayAmount[];
  most: number;
  measure: Measure;
  label: string;
}) => (
  <svg
    role="img"
    aria-label={label}
    viewBox={`0 0 ${days.length * wide} ${height}`}
    preserveAspectRatio="none"
    className="h-40 w-full border-b border-line-strong"
  >
    {(most === 0 ? [] : gridShares).map((share) => (
      <line
        key={share}
        x1="0"
        x2={days.length * wide}
        y1={share * height + 0.5}
        y2={share * height + 0.5}
        stroke="var(--line)"
        vectorEffect="non-scaling-stroke"
      />
    ))}
    {days.map(({ day, amount }, index) => {
      const tall = most === 0 ? 0 : (amount / most) * height;
      return (
        <g key={day} className="group">
          <title>{`${dayWords(day)}: ${amountWords(amount, measure)}`}</title>
          <rect x={index * wide} y="0" width={wide} height={height} fill="transparent" />
          <rect
            x={index * wide + 1}
            y={height - tall}
            width={wide - 2}
            height={tall}
            className="fill-accent group-hover:fill-ink"
          />
        </g>
      );
    })}
  </svg>
);

const DayTable = ({ days, measure }: { days: readonly DayAmount[]; measure: Measure }) => (
  <details className="mt-2">
    <summary className="text-ink-2 text-xs max-md:min-h-11">{text.numbers}</summary>
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
      tabIndex={0}
      aria-label={text.numbers}
      className="mt-1 max-h-60 w-fit overflow-y-auto rounded-card border bg-raised"
    >
      <table className="text-xs">
        <thead>
          <tr>
            <th scope="col" className="px-3 py-1 text-left font-medium text-ink-2">
              {text.dayColumn}
            </th>
            <th scope="col" className="px-3 py-1 text-right font-medium text-ink-2">
              {text.measures[measure]}
            </th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map(({ day, amount }) => (
            <tr key={day} className="border-t">
              <td className="px-3 py-0.5 tabular-nums">{day}</td>
              <td className="px-3 py-0.5 text-right tabular-nums">{amountWords(amount, measure)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  </details>
);
