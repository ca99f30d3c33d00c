'use client';
import type { RecordingItem } from '@overmind/contracts/entities/recording';
import type { Task } from '@overmind/contracts/entities/task';
import { getRecordingAudio } from '@overmind/contracts/routes/recordings';
import { visibleWords } from '@overmind/domain/text/make-visible';
import { Pause, Play } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { type SoundRange, useRange } from '#features/recordings/player/use-range.ts';
import { recordingPath } from '#features/recordings/recordings-path.ts';
import { useRecordings } from '#features/recordings/use-recordings.ts';
import { addressOf } from '#lib/api/client.ts';
import { clock } from '#lib/time.ts';
import { recordings as text } from '#text/recordings.ts';
import { Part } from './part.tsx';

/** The very words that asked for the task, to hear, and the recordings that people say belong to it. */
export function TaskHeardIn({ task }: { task: Task }) {
  const { recordings, hasNextPage, fetchNextPage, isFetchingNextPage } = useRecordings({ task: task.id });
  if (recordings.length === 0) return null;
  return (
    <Part title={text.heardIn}>
      <ul className="divide-y rounded-card border bg-raised">
        {recordings.map((each) => (
          <HeardIn key={each.id} recording={each} />
        ))}
      </ul>
      {hasNextPage ? (
        <Button size="sm" className="mt-1.5" isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {text.more}
        </Button>
      ) : null}
    </Part>
  );
}

function HeardIn({ recording: { id, title, said } }: { recording: RecordingItem }) {
  const { projectId } = useProjectScope();
  return (
    <li className="flex items-center gap-3 px-3 py-2 text-sm">
      {said === undefined ? null : <PlayRange recordingId={id} range={said} />}
      <div className="min-w-0 flex-1">
        {said === undefined ? null : (
          <p className="line-clamp-3 [overflow-wrap:anywhere]">“{visibleWords(said.text)}”</p>
        )}
        <Link
          href={recordingPath(projectId, id, said?.start_ms)}
          className="block truncate text-accent text-xs underline max-md:min-h-11 max-md:leading-[2.75rem]"
        >
          {visibleWords(title)}
        </Link>
      </div>
    </li>
  );
}

function PlayRange({ recordingId, range }: { recordingId: string; range: SoundRange }) {
  const { ref, isPlaying, isBroken, press } = useRange(recordingId, range);
  const place = `${clock(range.start_ms)}–${clock(range.end_ms)}`;
  const name = isPlaying ? text.pause : text.playRange(place);
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: what is said stands beside it */}
      <audio
        ref={ref}
        src={addressOf(getRecordingAudio, { id: recordingId })}
        preload="none"
        className="hidden"
      />
      <Button size="sm" disabled={isBroken} aria-label={name} title={name} onClick={press}>
        {isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
        <span className="tabular-nums">{place}</span>
      </Button>
    </>
  );
}
