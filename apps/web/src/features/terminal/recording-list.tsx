'use client';
import type { Terminal } from '@overmind/contracts/entities/terminal';
import { getArtifactContent } from '@overmind/contracts/routes/runs';
import { listTerminals } from '@overmind/contracts/routes/terminals';
import { Download } from 'lucide-react';
import { ErrorState } from '#components/notice.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { Button } from '#components/ui/button.tsx';
import { usePersonName } from '#features/people/use-people.ts';
import { addressOf } from '#lib/api/client.ts';
import { useRoute } from '#lib/api/use-route.ts';
import { duration } from '#lib/time.ts';
import { recordings as text } from '#text/terminal.ts';

interface RecordingListProps {
  runId: string;
  onPlay: (artifactId: string) => void;
}

/** Who was at a terminal in the workspace of a run, when and for how long, and what they saw. */
export function RecordingList({ runId, onPlay }: RecordingListProps) {
  const found = useRoute(listTerminals, { params: { id: runId } }, { staleTime: 0 });
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  const items = found.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section aria-label={text.title} className="mx-auto w-full max-w-4xl p-3 sm:p-4">
      <h2 className="mb-2 font-semibold text-sm">{text.title}</h2>
      <ul className="divide-y rounded-card border bg-raised">
        {items.map((item) => (
          <RecordingRow key={item.id} terminal={item} onPlay={onPlay} />
        ))}
      </ul>
    </section>
  );
}

function RecordingRow({ terminal, onPlay }: { terminal: Terminal; onPlay: (artifactId: string) => void }) {
  const nameOf = usePersonName(terminal.project_id);
  const { artifact_id: artifactId, opened_at: openedAt, closed_at: closedAt } = terminal;
  const name = nameOf(terminal.user_id);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-sm">
      <span className="font-medium">{name}</span>
      <TimeAgo iso={openedAt} className="text-ink-3 text-xs" />
      <span className="text-ink-2 text-xs tabular-nums">
        {closedAt === null ? text.open : duration(Date.parse(closedAt) - Date.parse(openedAt))}
      </span>
      <span className="min-w-0 flex-1 truncate text-ink-3 text-xs">{terminal.detail}</span>
      {artifactId === null ? (
        <span className="text-ink-3 text-xs">{closedAt === null ? '' : text.onItsWay}</span>
      ) : (
        <>
          <Button onClick={() => onPlay(artifactId)} aria-label={text.playOf(name)}>
            {text.play}
          </Button>
          <Button asChild size="icon" look="quiet">
            <a
              href={addressOf(getArtifactContent, { id: artifactId })}
              download={`terminal-${terminal.id}.cast`}
              aria-label={text.download}
              title={text.download}
            >
              <Download aria-hidden />
            </a>
          </Button>
        </>
      )}
    </li>
  );
}
