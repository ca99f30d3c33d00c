'use client';
import { MessagesSquare, Plus, Users } from 'lucide-react';
import Link from 'next/link';
import { lazy, Suspense } from 'react';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { ViewButtons } from '#components/view-buttons.tsx';
import { useMay, useProjectScope } from '#features/project/project-context.tsx';
import { ProjectFrame } from '#features/project/project-frame.tsx';
import { useSearchWords } from '#features/recordings/use-search-words.ts';
import { useSearchParam } from '#lib/search-param.ts';
import { discussions as text } from '#text/discussion-list.ts';
import { personasPath } from '../discussions-path.ts';
import { useLiveList } from '../live/use-live-list.ts';
import { DiscussionRow } from './discussion-row.tsx';
import { ImportButton } from './import-button.tsx';
import { ListFilters } from './list-filters.tsx';
import { useDiscussions } from './use-discussions.ts';
import { isFiltered, useListFilter } from './use-list-filter.ts';

const Figures = lazy(async () => ({ default: (await import('../figures/figures.tsx')).Figures }));
const StartDialog = lazy(async () => ({ default: (await import('../start/start-dialog.tsx')).StartDialog }));

const views = ['list', 'figures'] as const;

/** All that was ever discussed in the project: to search, to count, and to start another one. */
export function DiscussionsPage() {
  const { projectId } = useProjectScope();
  const [asked, show] = useSearchParam('view');
  const [isStarting, start] = useSearchParam('new');
  useLiveList();
  const view = asked === 'figures' ? 'figures' : 'list';
  return (
    <ProjectFrame
      title={text.title}
      actions={
        <>
          {useMay('maintainer') ? <ImportButton /> : null}
          <Button asChild size="sm" look="quiet">
            <Link href={personasPath(projectId)}>
              <Users aria-hidden />
              <span className="max-md:sr-only">{text.personas}</span>
            </Link>
          </Button>
          <Button look="primary" disabled={!useMay('operator')} onClick={() => start('1')}>
            <Plus aria-hidden />
            <span className="max-md:sr-only">{text.start}</span>
          </Button>
        </>
      }
    >
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-5xl space-y-4 px-4 py-5">
          <fieldset className="flex gap-1" aria-label={text.viewsLabel}>
            <ViewButtons
              views={views}
              view={view}
              names={text.views}
              onView={(each) => show(each === 'list' ? null : each)}
            />
          </fieldset>
          <Suspense fallback={<Skeleton className="h-48" />}>
            {view === 'list' ? <List onStart={() => start('1')} /> : <Figures />}
          </Suspense>
        </div>
      </div>
      <Suspense fallback={null}>
        {isStarting === null ? null : <StartDialog onClose={() => start(null)} />}
      </Suspense>
    </ProjectFrame>
  );
}

function List({ onStart }: { onStart(): void }) {
  const search = useSearchWords();
  const [filter, change] = useListFilter();
  const found = useDiscussions(filter);
  const { discussions, isPending, isError } = found;
  const clear = () => {
    search.change('');
    change({ agent: '', status: '', phase: '', from: '', to: '' });
  };
  return (
    <div className="space-y-4">
      <ListFilters
        filter={filter}
        words={search.words}
        onWords={search.change}
        onChange={change}
        onClear={clear}
      />
      {isPending ? <Skeleton className="h-48" /> : null}
      {isError ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : null}
      {discussions.length > 0 ? (
        <ul aria-label={text.title} className="divide-y rounded-card border bg-raised">
          {discussions.map((each) => (
            <DiscussionRow key={each.id} discussion={each} />
          ))}
        </ul>
      ) : null}
      {!isPending && !isError && discussions.length === 0 ? (
        <Nothing
          isFiltered={isFiltered(filter)}
          isArchive={filter.isArchived}
          onClear={clear}
          onStart={onStart}
        />
      ) : null}
      {found.hasNextPage ? (
        <Button isBusy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {text.more}
        </Button>
      ) : null}
    </div>
  );
}

interface NothingProps {
  isFiltered: boolean;
  isArchive: boolean;
  onClear(): void;
  onStart(): void;
}

function Nothing(props: NothingProps) {
  const mayStart = useMay('operator');
  const [title, hint] = nothingWords(props);
  const act = props.isFiltered ? (
    <Button onClick={props.onClear}>{text.clear}</Button>
  ) : mayStart && !props.isArchive ? (
    <Button look="primary" onClick={props.onStart}>
      {text.start}
    </Button>
  ) : undefined;
  return <EmptyState icon={MessagesSquare} title={title} hint={hint} action={act} />;
}

function nothingWords({ isFiltered: isNarrowed, isArchive }: NothingProps): [title: string, hint: string] {
  if (isNarrowed) return [text.noMatchTitle, text.noMatchHint];
  return isArchive ? [text.emptyArchive, text.emptyArchiveHint] : [text.emptyTitle, text.emptyHint];
}
