'use client';
import type { TranscriptSegment } from '@overmind/contracts/entities/recording';
import { visibleWords } from '@overmind/domain/text/make-visible';
import { MessageSquare } from 'lucide-react';
import { memo } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#lib/class-names.ts';
import { clock } from '#lib/time.ts';
import { recordings as text } from '#text/recordings.ts';
import { stretchesOf, unsureBelow } from './follow.ts';

interface SegmentProps {
  segment: TranscriptSegment;
  isCurrent: boolean;
  /** Where the player is, in the one that is heard. */
  second: number | null;
  isSaying: boolean;
  onSay: ((segment: TranscriptSegment) => void) | null;
  onSeek(second: number): void;
}

/** An hour holds thousands: each is drawn anew only while it is heard, and laid out only where it can be seen. */
export const Segment = memo(function Segment(props: SegmentProps) {
  const { segment, isCurrent, isSaying, onSay, onSeek } = props;
  const at = clock(segment.start * 1_000);
  return (
    <li
      aria-current={isCurrent ? 'true' : undefined}
      className={cn(
        'group flex scroll-my-8 gap-3 rounded-md px-2 py-1 text-sm [contain-intrinsic-size:auto_1.75rem] [content-visibility:auto]',
        isCurrent && 'bg-accent-soft',
      )}
    >
      <button
        type="button"
        onClick={() => onSeek(segment.start)}
        aria-label={text.goTo(at)}
        className="flex shrink-0 items-start text-ink-2 text-xs tabular-nums leading-5 hover:underline max-md:min-h-11 max-md:min-w-11"
      >
        {at}
      </button>
      <Words {...props} />
      {onSay === null ? null : (
        <Button
          size="icon"
          look="quiet"
          aria-label={text.sayPart(at)}
          title={text.sayPart(at)}
          disabled={isSaying}
          onClick={() => onSay(segment)}
          className="-my-1 ml-auto shrink-0 md:opacity-0 md:group-focus-within:opacity-100 md:group-hover:opacity-100"
        >
          <MessageSquare aria-hidden />
        </Button>
      )}
    </li>
  );
});

function Words({ segment, second, onSeek }: SegmentProps) {
  const isUnsure = segment.confidence < unsureBelow;
  const stretches = stretchesOf(segment);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the button before it does the same by key; this is finer
    <p
      className="min-w-0 [overflow-wrap:anywhere]"
      onClick={(event) => {
        const at = event.target instanceof HTMLElement ? event.target.dataset['start'] : undefined;
        if (at !== undefined) onSeek(Number(at));
      }}
    >
      {stretches.map((stretch, index) => (
        <span key={`${stretch.start} ${stretch.text}`}>
          {index === 0 ? null : ' '}
          <span
            data-start={stretch.start}
            className={cn(
              'cursor-pointer rounded-xs',
              isUnsure && 'underline decoration-ink-3 decoration-dotted underline-offset-4',
              isHeard(stretches, index, second) && 'bg-accent/25',
            )}
          >
            {visibleWords(stretch.text)}
          </span>
        </span>
      ))}
      {isUnsure ? <span className="sr-only"> ({text.unsure})</span> : null}
      {segment.raw === undefined ? null : (
        <span className="block text-ink-2 text-xs">{text.heardAs(visibleWords(segment.raw))}</span>
      )}
    </p>
  );
}

/** The word that is said right now; a segment of one stretch is marked as a whole already. */
function isHeard(stretches: readonly { start: number }[], index: number, second: number | null): boolean {
  if (second === null || stretches.length < 2) return false;
  const [own, next] = [stretches[index], stretches[index + 1]];
  return own !== undefined && own.start <= second && (next === undefined || second < next.start);
}
