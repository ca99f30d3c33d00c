'use client';
import { cn } from '#lib/class-names.ts';
import { room as text } from '#text/discussions.ts';
import { hueStyle, VoiceMark } from '../voice-mark.tsx';
import { useVoices, type Voice } from '../voices.tsx';

export type Doing = 'speaking' | 'thinking' | 'silent';

interface RoundTableProps {
  doing(key: string): Doing;
  turnsOf(key: string): number;
}

const middle = { x: 50, y: 50 };
const reach = { x: 41, y: 36 };

/** Places on an ellipse, in percent, the first at the top and on clockwise. */
const placeOf = (index: number, count: number): { x: number; y: number } => {
  const angle = (index / count) * 2 * Math.PI - Math.PI / 2;
  return { x: middle.x + reach.x * Math.cos(angle), y: middle.y + reach.y * Math.sin(angle) };
};

/** Who sits around the table, who speaks now and how often each one did. */
export function RoundTable({ doing, turnsOf }: RoundTableProps) {
  const voices = useVoices();
  const most = Math.max(1, ...voices.map(({ key }) => turnsOf(key)));
  return (
    <ul
      aria-label={text.tableOf(voices.length)}
      className="relative mx-auto aspect-[16/11] w-full max-w-[360px]"
    >
      <li aria-hidden className="absolute inset-0">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" className="size-full" aria-hidden>
          <ellipse
            {...{ cx: middle.x, cy: middle.y, rx: reach.x - 15, ry: reach.y - 14 }}
            className="fill-sunken stroke-line-strong"
            vectorEffect="non-scaling-stroke"
          />
          {voices.map((voice, index) => {
            const { x, y } = placeOf(index, voices.length);
            return doing(voice.key) === 'silent' ? null : (
              <line
                key={voice.key}
                {...{ x1: middle.x, y1: middle.y, x2: x, y2: y }}
                style={hueStyle(voice.hue)}
                className="animate-sweep stroke-[oklch(0.62_0.12_var(--hue))]"
                strokeDasharray="3 3"
                vectorEffect="non-scaling-stroke"
              />
            );
          })}
        </svg>
      </li>
      {voices.map((voice, index) => (
        <Seat
          key={voice.key}
          voice={voice}
          place={placeOf(index, voices.length)}
          doing={doing(voice.key)}
          turns={turnsOf(voice.key)}
          share={turnsOf(voice.key) / most}
          isSmall={voices.length > 8}
        />
      ))}
    </ul>
  );
}

interface SeatProps {
  voice: Voice;
  place: { x: number; y: number };
  doing: Doing;
  turns: number;
  /** Of the turns of who spoke most often. */
  share: number;
  isSmall: boolean;
}

function Seat({ voice, place, doing, turns, share, isSmall }: SeatProps) {
  const isBusy = doing !== 'silent';
  return (
    <li
      style={{ left: `${place.x}%`, top: `${place.y}%`, ...hueStyle(voice.hue) }}
      className="absolute flex w-24 -translate-x-1/2 -translate-y-1/2 flex-col items-center text-center"
      title={`${voice.name}: ${text.weight(voice.weight)}`}
    >
      <span className="relative">
        <VoiceMark
          voice={voice}
          className={cn(
            isSmall ? 'size-7' : 'size-9 text-xs',
            doing === 'speaking' &&
              'ring-2 ring-[oklch(0.62_0.12_var(--hue))] ring-offset-2 ring-offset-surface',
          )}
        />
        {isBusy ? <Dots /> : null}
      </span>
      <span
        className={cn(
          'mt-0.5 line-clamp-2 max-w-full font-medium text-2xs leading-3.5',
          isSmall && 'sr-only',
        )}
      >
        {voice.name}
      </span>
      <span aria-hidden className="mt-0.5 h-0.5 w-10 overflow-hidden rounded-full bg-line">
        <span
          className="block h-full bg-[oklch(0.62_0.12_var(--hue))]"
          style={{ width: `${Math.round(share * 100)}%` }}
        />
      </span>
      <span className="sr-only">
        {[voice.isFacilitator ? `${text.facilitator}, ` : '', text.turnsOf(turns), ', ', text[doing]].join(
          '',
        )}
      </span>
    </li>
  );
}

const Dots = () => (
  <span
    aria-hidden
    className="absolute -top-1.5 -right-2 flex gap-px rounded-full border bg-raised px-1 py-0.5"
  >
    {[0, 200, 400].map((delayMs) => (
      <span
        key={delayMs}
        className="size-1 animate-sweep rounded-full bg-ink-2"
        style={{ animationDelay: `${delayMs}ms` }}
      />
    ))}
  </span>
);
