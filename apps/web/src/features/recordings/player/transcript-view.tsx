'use client';
import type { RecordingDetail, TranscriptSegment } from '@overmind/contracts/entities/recording';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useMay } from '#features/project/project-context.tsx';
import { recordings as text } from '#text/recordings.ts';
import { useRecordingActs } from '../use-recordings.ts';
import { rangeOf, segmentAt, unsureBelow } from './follow.ts';
import { Segment } from './transcript-segment.tsx';
import type { Audio } from './use-audio.ts';

/** What was said, which follows the player, leads it where it is clicked, and can be said in the chat part by part. */
export function TranscriptView({ recording, audio }: { recording: RecordingDetail; audio: Audio }) {
  const [isFollowing, setFollowing] = useState(true);
  const list = useRef<HTMLOListElement>(null);
  const segments = recording.transcript?.segments ?? [];
  const current = segmentAt(segments, audio.second);
  const { isPlaying } = audio;
  const saying = useSaying(recording.id);
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
            isSaying={saying.startMs === rangeOf(segment).start_ms}
            onSay={saying.say}
            onSeek={audio.seek}
          />
        ))}
      </ol>
    </section>
  );
}

/** Says one part in the chat; null for who may not. Which one is on its way is told by its beginning. */
function useSaying(id: string) {
  const { say } = useRecordingActs(id);
  const mayChange = useMay('operator');
  const { mutate, isPending, variables } = say;
  const saySegment = useCallback(
    (segment: TranscriptSegment) => mutate({ params: { id }, body: rangeOf(segment) }),
    [id, mutate],
  );
  return { startMs: isPending ? variables.body?.start_ms : undefined, say: mayChange ? saySegment : null };
}

const emptyWords = ({ status }: RecordingDetail): string =>
  status === 'transcribed' ? text.noWords : text.notYet;
