'use client';
import type { Merge } from '@overmind/contracts/entities/merge';
import { GitMerge } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { ProjectFrame } from '#features/project/project-frame.tsx';
import { branchWords, merges as text } from '#text/merges.ts';
import { MergeCard } from './merge-card.tsx';
import { QueueLine } from './queue-line.tsx';
import { type MergeQueue, newestOfTasks, queuesOf } from './queues.ts';
import { useMerges } from './use-merges.ts';

/** Approved work on its way to the base branches. */
export function MergesPage() {
  const { merges, isPending, isError, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useMerges();
  const newest = newestOfTasks(merges);
  return (
    <ProjectFrame title={text.title}>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-6xl space-y-10 px-4 py-6">
          {isPending ? <Skeleton className="h-48" /> : null}
          {isError ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
          {!isPending && !isError && merges.length === 0 ? (
            <EmptyState icon={GitMerge} title={text.empty} hint={text.emptyHint} />
          ) : null}
          {queuesOf(merges).map((queue) => (
            <Queue key={queue.name + queue.repoPath} queue={queue} newest={newest} />
          ))}
          {hasNextPage ? (
            <Button isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {text.more}
            </Button>
          ) : null}
        </div>
      </div>
    </ProjectFrame>
  );
}

function Queue({ queue, newest }: { queue: MergeQueue; newest: ReadonlySet<string> }) {
  const { name, repoPath, baseBranch, waiting, stopped, past } = queue;
  return (
    <section aria-label={text.queue(name)} className="space-y-4">
      <h2 className="flex flex-wrap items-baseline gap-x-3 font-semibold">
        {text.queue(branchWords(baseBranch))}
        <span className="font-mono font-normal text-ink-3 text-xs">{repoPath}</span>
        <span className="font-normal text-ink-2 text-xs">{text.waiting(waiting.length)}</span>
      </h2>
      {waiting.length === 0 ? (
        <p className="text-ink-2 text-sm">{text.queueEmpty}</p>
      ) : (
        <QueueLine waiting={waiting} baseBranch={baseBranch} />
      )}
      <Cards title={text.stopped} merges={stopped} newest={newest} />
      <Cards title={text.past} merges={past} newest={newest} />
    </section>
  );
}

interface CardsProps {
  title: string;
  merges: readonly Merge[];
  newest: ReadonlySet<string>;
}

function Cards({ title, merges, newest }: CardsProps): ReactNode {
  if (merges.length === 0) return null;
  return (
    <div>
      <h3 className="mb-2 font-semibold text-ink-2 text-xs">{title}</h3>
      <ul className="grid grid-cols-1 items-start gap-2 lg:grid-cols-2">
        {merges.map((merge) => (
          <li key={merge.id} className="min-w-0">
            <MergeCard merge={merge} isNewest={newest.has(merge.id)} place={null} />
          </li>
        ))}
      </ul>
    </div>
  );
}
