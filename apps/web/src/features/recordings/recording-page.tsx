'use client';
import type { RecordingDetail } from '@overmind/contracts/entities/recording';
import { visibleWords } from '@overmind/domain/text/make-visible';
import { AudioLines } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { ProjectFrame } from '#features/project/project-frame.tsx';
import { isCode } from '#lib/api/error-words.ts';
import { useRecordingId } from '#lib/route-ids.ts';
import { recordings as text } from '#text/recordings.ts';
import { HearingMark } from './hearing-mark.tsx';
import { Player } from './player/player.tsx';
import { TranscriptView } from './player/transcript-view.tsx';
import { useAudio } from './player/use-audio.ts';
import { RecordingActs } from './recording-acts.tsx';
import { RecordingTasks } from './recording-tasks.tsx';
import { recordingsPath } from './recordings-path.ts';
import { useRecording } from './use-recordings.ts';

/** One recording: to hear, to read, and what came of it. */
export function RecordingPage() {
  const id = useRecordingId();
  if (id === null) return null;
  return id === 'invalid' ? <Gone /> : <Found id={id} />;
}

function Found({ id }: { id: string }) {
  const { data, error, refetch } = useRecording(id);
  if (isCode(error, 'not_found')) return <Gone />;
  if (data !== undefined) return <Shown key={data.id} recording={data} />;
  return (
    <ProjectFrame title={text.title}>
      {error === null ? (
        <Skeleton className="m-4 h-48" />
      ) : (
        <ErrorState error={error} onRetry={() => void refetch()} />
      )}
    </ProjectFrame>
  );
}

function Gone() {
  const { projectId } = useProjectScope();
  return (
    <ProjectFrame title={text.title}>
      <EmptyState
        icon={AudioLines}
        title={text.gone}
        hint={text.goneHint}
        action={
          <Button asChild>
            <Link href={recordingsPath(projectId)}>{text.back}</Link>
          </Button>
        }
      />
    </ProjectFrame>
  );
}

function Shown({ recording }: { recording: RecordingDetail }) {
  const { projectId } = useProjectScope();
  const at = Number(useSearchParams().get('at') ?? Number.NaN);
  const audio = useAudio(recording.id, Number.isFinite(at) ? at : null);
  const { title, source, created_at: createdAt, language, engine, error, notice, messages } = recording;
  const facts = [
    text.sources[source],
    ...(language === null ? [] : [text.language(language)]),
    ...(engine === null ? [] : [text.engine(engine)]),
    ...(messages.length === 0 ? [] : [text.messages(messages.length)]),
  ];
  return (
    <ProjectFrame title={visibleWords(title)} actions={<RecordingActs recording={recording} />}>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-4xl space-y-5 px-4 py-6">
          <p className="flex flex-wrap items-center gap-x-3 text-ink-2 text-xs">
            <Link href={recordingsPath(projectId)} className="text-accent underline">
              {text.back}
            </Link>
            <TimeAgo iso={createdAt} />
            {facts.join(' · ')}
          </p>
          {recording.status === 'transcribed' ? null : <HearingMark recording={recording} />}
          {recording.is_pending_message ? <p className="text-ink-2 text-xs">{text.pendingMessage}</p> : null}
          {notice === null ? null : <p className="text-review text-sm">{visibleWords(notice)}</p>}
          {error === null ? null : (
            <p role="alert" className="text-failed text-sm">
              {visibleWords(error)}
            </p>
          )}
          <Player recording={recording} audio={audio} />
          <TranscriptView recording={recording} audio={audio} />
          <RecordingTasks recording={recording} />
        </div>
      </div>
    </ProjectFrame>
  );
}
