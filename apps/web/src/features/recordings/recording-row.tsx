'use client';
import type { RecordingItem } from '@overmind/contracts/entities/recording';
import { visibleWords } from '@overmind/domain/text/make-visible';
import { FileAudio, Mic } from 'lucide-react';
import Link from 'next/link';
import { TimeAgo } from '#components/time-ago.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { clock } from '#lib/time.ts';
import { recordings as text } from '#text/recordings.ts';
import { HearingMark } from './hearing-mark.tsx';
import { recordingPath } from './recordings-path.ts';

export function RecordingRow({ recording }: { recording: RecordingItem }) {
  const { projectId } = useProjectScope();
  const { id, title, source, duration_ms: durationMs, created_at: createdAt, excerpt, error } = recording;
  const Icon = source === 'voice' ? Mic : FileAudio;
  return (
    <li>
      <Link
        href={recordingPath(projectId, id)}
        prefetch={false}
        className="flex gap-3 px-3 py-2.5 hover:bg-ink/5 focus-visible:outline-offset-[-2px]"
      >
        <Icon className="mt-0.5 size-4 shrink-0 text-ink-3" aria-label={text.sources[source]} />
        <div className="min-w-0 flex-1 text-sm">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <span className="min-w-0 truncate font-medium">{visibleWords(title)}</span>
            <span className="ml-auto flex shrink-0 gap-2 text-ink-3 text-xs tabular-nums">
              {durationMs === null ? null : <span>{clock(durationMs)}</span>}
              <TimeAgo iso={createdAt} />
            </span>
          </p>
          {excerpt === '' ? null : <p className="line-clamp-2 text-ink-2 text-xs">{visibleWords(excerpt)}</p>}
          {recording.status === 'transcribed' ? (
            excerpt === '' && <p className="text-ink-3 text-xs">{text.noWords}</p>
          ) : (
            <HearingMark recording={recording} />
          )}
          {error === null ? null : <p className="text-failed text-xs">{visibleWords(error)}</p>}
        </div>
      </Link>
    </li>
  );
}
