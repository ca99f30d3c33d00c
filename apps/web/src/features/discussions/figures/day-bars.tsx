import type { DiscussionAnalytics } from '@overmind/contracts/entities/discussion-analytics';
import { costWords } from '#lib/numbers.ts';
import { figures as text } from '#text/discussion-list.ts';

const heightPx = 96;
const slotPx = 14;
const barPx = 10;

/** A bar for each day on which one began; its filled part was decided. */
export function DayBars({ days }: { days: DiscussionAnalytics['by_day'] }) {
  const most = Math.max(1, ...days.map(({ started }) => started));
  const tall = (count: number) => (count / most) * heightPx;
  return (
    <div>
      <h2 className="mb-1.5 flex items-center gap-3 font-medium text-ink-2 text-xs">
        {text.byDay}
        <span className="flex items-center gap-1.5 font-normal">
          <span aria-hidden className="size-2 rounded-full bg-line-strong" />
          {text.begun}
        </span>
        <span className="flex items-center gap-1.5 font-normal">
          <span aria-hidden className="size-2 rounded-full bg-done" />
          {text.decided.toLowerCase()}
        </span>
      </h2>
      <section
        aria-label={text.byDay}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
        tabIndex={0}
        className="overflow-x-auto rounded-card border bg-raised p-3"
      >
        <svg
          role="img"
          aria-label={days
            .map(({ day, started, decided, cost_micros: cost }) =>
              text.dayWords(day, started, decided, costWords(cost)),
            )
            .join('. ')}
          width={days.length * slotPx}
          height={heightPx}
        >
          {days.map(({ day, started, decided, cost_micros: cost }, index) => (
            <g key={day}>
              <title>{text.dayWords(day, started, decided, costWords(cost))}</title>
              <rect
                {...{
                  x: index * slotPx,
                  y: heightPx - tall(started),
                  width: barPx,
                  height: tall(started),
                  rx: 2,
                }}
                className="fill-line-strong"
              />
              <rect
                {...{
                  x: index * slotPx,
                  y: heightPx - tall(decided),
                  width: barPx,
                  height: tall(decided),
                  rx: 2,
                }}
                className="fill-done"
              />
            </g>
          ))}
        </svg>
      </section>
    </div>
  );
}
