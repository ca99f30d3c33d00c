'use client';
import type { Artifact, Run } from '@overmind/contracts/entities/run';
import { getArtifactContent, listRunArtifacts } from '@overmind/contracts/routes/runs';
import {
  Camera,
  Download,
  FileDiff,
  FileText,
  FlaskConical,
  ListChecks,
  type LucideIcon,
  ScrollText,
  SquareTerminal,
} from 'lucide-react';
import { CopyButton } from '#components/copy-button.tsx';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { VisibleText } from '#features/console/visible-text.tsx';
import { addressOf } from '#lib/api/client.ts';
import { useRoute } from '#lib/api/use-route.ts';
import { isLiveRun } from '#lib/live/reduce.ts';
import { sizeWords } from '#lib/numbers.ts';
import { artifacts as text } from '#text/run-page.ts';

const icons: Record<Artifact['kind'], LucideIcon> = {
  diff: FileDiff,
  patch: FileDiff,
  report: FileText,
  test_results: FlaskConical,
  screenshot: Camera,
  log: ScrollText,
  terminal: SquareTerminal,
  review: ListChecks,
};

/** Files that a run made, each to be downloaded and compared by its hash. */
export function RunArtifacts({ run }: { run: Run }) {
  const found = useRoute(listRunArtifacts, { params: { id: run.id } }, { staleTime: 0 });
  if (found.isPending) return <Skeleton className="m-4 h-32" />;
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  const { items } = found.data;
  if (items.length === 0)
    return (
      <EmptyState
        icon={FileText}
        title={text.none}
        hint={isLiveRun(run) ? text.noneLive : ''}
        className="flex-1"
      />
    );
  return (
    <section aria-label={text.title} className="mx-auto w-full max-w-4xl p-3 sm:p-4">
      <h2 className="mb-2 font-semibold text-sm">{text.title}</h2>
      <ul className="divide-y rounded-card border bg-raised">
        {items.map((artifact) => (
          <ArtifactRow key={artifact.id} artifact={artifact} />
        ))}
      </ul>
    </section>
  );
}

function ArtifactRow({ artifact }: { artifact: Artifact }) {
  const Icon = icons[artifact.kind];
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-sm">
      <Icon className="size-4 shrink-0 text-ink-3" aria-hidden />
      <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
        <span className="max-w-full truncate font-medium">
          <VisibleText text={artifact.name} />
        </span>
        <span className="shrink-0 text-ink-3 text-xs">{text.kinds[artifact.kind]}</span>
      </span>
      <span className="flex items-center gap-1 text-ink-3 text-xs" title={`${text.hash}: ${artifact.sha256}`}>
        <code className="font-mono max-sm:hidden">{artifact.sha256.slice(0, 12)}</code>
        <CopyButton text={artifact.sha256} label={text.hash} />
      </span>
      <span className="text-ink-2 text-xs tabular-nums">{sizeWords(artifact.size_bytes)}</span>
      <TimeAgo iso={artifact.created_at} className="text-ink-3 text-xs" />
      <Button asChild size="icon" look="quiet">
        <a
          href={addressOf(getArtifactContent, { id: artifact.id })}
          download={artifact.name}
          aria-label={text.download(artifact.name)}
          title={text.download(artifact.name)}
        >
          <Download aria-hidden />
        </a>
      </Button>
    </li>
  );
}
