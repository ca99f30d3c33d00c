'use client';
import type { RecordingDetail, TranscriptSegment } from '@overmind/contracts/entities/recording';
import { useEffect, useRef, useState } from 'react';
import { cn } from '#lib/class-names.ts';
import { clock } from '#lib/time.ts';
import { recordings as text } from '#text/recordings.ts';
import { segmentAt, stretchesOf, unsureBelow } from './follow.ts';
import type { Audio } from './use-audio.ts';

/** What was said, which follows the player and leads it where it is clicked. */
export function TranscriptView({ recording, audio }: { recording: RecordingDetail; audio: Audio }) {
  const [isFollowing, setFollowing] = useState(true);
  const list = useRef<HTMLOListElement>(null);
  const segments = recording.transcript?.segments ?? [];
  const current = segmentAt(segments, audio.second);
  const { isPlaying } = audio;
  useEffect(() => {
    if (!isFollowing || !isPlaying) return;
    list.current?.children[current]?.scrollIntoView({ block: 'nearest' });
  }, [current, isFollowing, isPlaying]);
  return (
    <section aria-label={text.transcript}>
      <div className="mb-2 flex flex-wrap items-baseline gap-x-3">
        <h2 className="font-semibold">{text.transcript}</h2>
        {segments.some(({ confidence }) => confidence < unsureBelow) ? (
          <p className="text-ink-3 text-xs">{text.unsureLegend}</p>
        ) : null}
        <label className="ml-auto flex min-h-6 items-center gap-1.5 text-ink-2 text-xs max-md:min-h-11">
          <input
            type="checkbox"
            className="size-4 accent-(--accent)"
            checked={isFollowing}
            onChange={(event) => setFollowing(event.target.checked)}
          />
          {text.follow}
        </label>
      </div>
      {segments.length === 0 ? <p className="text-ink-2 text-sm">{emptyWords(recording)}</p> : null}
      <ol ref={list} className="space-y-0.5">
        {segments.map((segment, index) => (
          <Segment
            key={`${segment.start} ${segment.end}`}
            segment={segment}
            isCurrent={index === current}
            second={index === current ? audio.second : null}
            onSeek={audio.seek}
          />
        ))}
      </ol>
    </section>
  );
}

const emptyWords = ({ status }: RecordingDetail): string =>
  status === 'transcribed' ? text.noWords : text.notYet;

interface SegmentProps {
  segment: TranscriptSegment;
  isCurrent: boolean;
  second: number | null;
  onSeek(second: number): void;
}

function Segment({ segment, isCurrent, second, onSeek }: SegmentProps) {
  const isUnsure = segment.confidence < unsureBelow;
  const stretches = stretchesOf(segment);
  return (
    <li
      aria-current={isCurrent ? 'true' : undefined}
      className={cn('flex scroll-my-8 gap-3 rounded-md px-2 py-1 text-sm', isCurrent && 'bg-accent-soft')}
    >
      <button
        type="button"
        onClick={() => onSeek(segment.start)}
        aria-label={text.goTo(clock(segment.start * 1_000))}
        className="flex shrink-0 items-start text-ink-2 text-xs tabular-nums leading-5 hover:underline max-md:min-h-11 max-md:min-w-11"
      >
        {clock(segment.start * 1_000)}
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the button before it does the same by key; this is finer */}
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
              {stretch.text}
            </span>
          </span>
        ))}
        {isUnsure ? <span className="sr-only"> ({text.unsure})</span> : null}
        {segment.raw === undefined ? null : (
          <span className="block text-ink-2 text-xs">{text.heardAs(segment.raw)}</span>
        )}
      </p>
    </li>
  );
}

/** The word that is said right now; a segment of one stretch is marked as a whole already. */
function isHeard(stretches: readonly { start: number }[], index: number, second: number | null): boolean {
  if (second === null || stretches.length < 2) return false;
  const [own, next] = [stretches[index], stretches[index + 1]];
  return own !== undefined && own.start <= second && (next === undefined || second < next.start);
}
