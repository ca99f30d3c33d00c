'use client';
import { Search } from 'lucide-react';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { SearchInput } from '#components/search-input.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { ProjectFrame } from '#features/project/project-frame.tsx';
import { useSearchWords } from '#features/recordings/use-search-words.ts';
import { search as text } from '#text/search.ts';
import { FoundRow } from './found-row.tsx';
import { SearchFilters } from './search-filters.tsx';
import { useSearch } from './use-search.ts';
import { useSearchFilter } from './use-search-filter.ts';

/** What was said, asked for, done, heard and specified in the project. */
export function SearchPage() {
  const words = useSearchWords();
  const { filter, isFiltered, change, clear } = useSearchFilter();
  const search = useSearch(words.settled, filter);
  const { found, hasWord, isLoading, isError } = search;
  return (
    <ProjectFrame title={text.title}>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-4xl space-y-5 px-4 py-6">
          <SearchInput
            label={text.words}
            value={words.words}
            onChange={(event) => words.change(event.target.value)}
            className="block"
          />
          <SearchFilters filter={filter} onChange={change} />
          {isLoading ? <Skeleton className="h-48" /> : null}
          {hasWord && isError ? (
            <ErrorState error={search.error} onRetry={() => void search.refetch()} />
          ) : null}
          {found.length > 0 ? (
            <ul aria-label={text.results} className="divide-y rounded-card border bg-raised">
              {found.map((each) => (
                <FoundRow key={each.id} found={each} />
              ))}
            </ul>
          ) : null}
          {!isLoading && !(hasWord && isError) && found.length === 0 ? (
            <Nothing words={hasWord ? words.settled : ''} onClear={isFiltered ? clear : null} />
          ) : null}
          {search.hasNextPage && found.length > 0 ? (
            <Button isBusy={search.isFetchingNextPage} onClick={() => void search.fetchNextPage()}>
              {text.more}
            </Button>
          ) : null}
        </div>
      </div>
    </ProjectFrame>
  );
}

function Nothing({ words, onClear }: { words: string; onClear: (() => void) | null }) {
  if (words === '') return <EmptyState icon={Search} title={text.startTitle} hint={text.hint} />;
  if (onClear === null)
    return <EmptyState icon={Search} title={text.nothingTitle} hint={text.nothingHint(words)} />;
  return (
    <EmptyState
      icon={Search}
      title={text.nothingTitle}
      hint={text.nothingOfFilter(words)}
      action={<Button onClick={onClear}>{text.clearFilters}</Button>}
    />
  );
}
