'use client';
import { AudioLines } from 'lucide-react';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { SearchInput } from '#components/search-input.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { ProjectFrame } from '#features/project/project-frame.tsx';
import { recordings as text } from '#text/recordings.ts';
import { BringFiles } from './bring-files.tsx';
import { RecordingRow } from './recording-row.tsx';
import { useRecordings } from './use-recordings.ts';
import { useSearchWords } from './use-search-words.ts';

/** Everything that was spoken in the project or brought as a file. */
export function RecordingsPage() {
  const search = useSearchWords();
  const found = useRecordings(search.settled === '' ? {} : { q: search.settled });
  const { recordings, isPending, isError } = found;
  return (
    <ProjectFrame title={text.title}>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-4xl space-y-5 px-4 py-6">
          <BringFiles />
          <SearchInput
            label={text.search}
            value={search.words}
            onChange={(event) => search.change(event.target.value)}
            className="block"
          />
          {isPending ? <Skeleton className="h-48" /> : null}
          {isError ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : null}
          {recordings.length > 0 ? (
            <ul aria-label={text.title} className="divide-y rounded-card border bg-raised">
              {recordings.map((each) => (
                <RecordingRow key={each.id} recording={each} />
              ))}
            </ul>
          ) : null}
          {!isPending && !isError && recordings.length === 0 ? (
            <Nothing words={search.settled} onClear={() => search.change('')} />
          ) : null}
          {found.hasNextPage ? (
            <Button isBusy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              {text.more}
            </Button>
          ) : null}
        </div>
      </div>
    </ProjectFrame>
  );
}

function Nothing({ words, onClear }: { words: string; onClear(): void }) {
  if (words === '') return <EmptyState icon={AudioLines} title={text.emptyTitle} hint={text.emptyHint} />;
  return (
    <EmptyState
      icon={AudioLines}
      title={text.noMatchTitle}
      hint={text.noMatchHint(words)}
      action={<Button onClick={onClear}>{text.clearSearch}</Button>}
    />
  );
}
