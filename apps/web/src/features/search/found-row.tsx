'use client';
import type { MarkedText, SearchKind, SearchResult } from '@overmind/contracts/entities/search';
import {
  AudioLines,
  type LucideIcon,
  MessageSquare,
  MessagesSquare,
  Play,
  ScrollText,
  SquareCheck,
} from 'lucide-react';
import Link from 'next/link';
import { Fragment } from 'react';
import { TimeAgo } from '#components/time-ago.tsx';
import { discussionPath } from '#features/discussions/discussions-path.ts';
import { useProjectScope } from '#features/project/project-context.tsx';
import { recordingPath } from '#features/recordings/recordings-path.ts';
import { specPath } from '#features/specs/specs-path.ts';
import { projectPath, runPath, taskPath, transcriptPath } from '#lib/route-ids.ts';
import { search as text } from '#text/search.ts';
import { statusWords } from './statuses.ts';
import { withoutMarks } from './without-marks.ts';

const icons: Record<SearchKind, LucideIcon> = {
  message: MessageSquare,
  task: SquareCheck,
  run: Play,
  session: MessagesSquare,
  transcript: AudioLines,
  spec: ScrollText,
};

function pathOf(projectId: string, found: SearchResult): string {
  const { kind, id, conversation_id: conversationId } = found;
  switch (kind) {
    case 'message':
      if (found.is_in_discussion === true) return discussionPath(projectId, conversationId ?? '');
      return `${projectPath(projectId)}?chat=${conversationId}&view=chat`;
    case 'task':
      return taskPath(projectId, id);
    case 'run':
      return runPath(projectId, id);
    case 'session':
      return transcriptPath(projectId, found.run?.id ?? '', found.run?.entry_id ?? '');
    case 'transcript':
      return recordingPath(projectId, id);
    case 'spec':
      return specPath(projectId, id);
  }
}

export function FoundRow({ found }: { found: SearchResult }) {
  const { projectId } = useProjectScope();
  const { kind, title, snippet, status, task, spec, happened_at: happenedAt } = found;
  const key = task?.key ?? spec?.key;
  const Icon = icons[kind];
  return (
    <li>
      <Link
        href={pathOf(projectId, found)}
        prefetch={false}
        className="flex gap-3 px-3 py-2.5 hover:bg-ink/5 focus-visible:outline-offset-[-2px]"
      >
        <Icon className="mt-0.5 size-4 shrink-0 text-ink-3" aria-label={text.kinds[kind]} />
        <div className="min-w-0 flex-1 text-sm">
          <p className="flex flex-wrap items-baseline gap-x-2">
            {key === undefined ? null : <span className="text-ink-3 text-xs tabular-nums">{key}</span>}
            <span className="min-w-0 truncate font-medium">
              <Marked text={title} />
            </span>
            <span className="ml-auto flex shrink-0 gap-2 text-ink-3 text-xs tabular-nums">
              {status === null ? null : <span>{statusWords(kind, status)}</span>}
              <TimeAgo iso={happenedAt} />
            </span>
          </p>
          {snippet.text.trim() === '' ? null : (
            <p className="line-clamp-3 break-words text-ink-2 text-xs">
              <Marked text={withoutMarks(snippet)} />
            </p>
          )}
        </div>
      </Link>
    </li>
  );
}

/** What was searched for stands out. */
function Marked({ text: { text: whole, matches } }: { text: MarkedText }) {
  const ends = [0, ...matches.map(({ end }) => end)];
  return (
    <>
      {matches.map(({ start, end }, index) => (
        <Fragment key={start}>
          {whole.slice(ends[index], start)}
          <mark className="rounded-sm bg-accent/20 text-ink">{whole.slice(start, end)}</mark>
        </Fragment>
      ))}
      {whole.slice(ends.at(-1))}
    </>
  );
}
