'use client';
import { type SpecStatus, specStatuses } from '@overmind/contracts/entities/spec';
import { Archive, Plus, ScrollText } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Select } from '#components/ui/field.tsx';
import { useMay } from '#features/project/project-context.tsx';
import { ProjectFrame } from '#features/project/project-frame.tsx';
import { useSearchParam } from '#lib/search-param.ts';
import { specStatuses as statusWords, specs as text } from '#text/specs.ts';
import { useLiveSpecs } from '../use-live-specs.ts';
import { useSpecs } from '../use-specs.ts';
import { SpecRow } from './spec-row.tsx';

const NewSpecDialog = lazy(async () => ({ default: (await import('./new-spec-dialog.tsx')).NewSpecDialog }));

/** All specs of the project, and the place to begin one. */
export function SpecsPage() {
  const [isStarting, start] = useSearchParam('new');
  const mayStart = useMay('operator');
  useLiveSpecs();
  return (
    <ProjectFrame
      title={text.title}
      actions={
        <Button look="primary" disabled={!mayStart} onClick={() => start('1')}>
          <Plus aria-hidden />
          <span className="max-md:sr-only">{text.start}</span>
        </Button>
      }
    >
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-5xl space-y-4 px-4 py-5">
          <List onStart={mayStart ? () => start('1') : undefined} />
        </div>
      </div>
      <Suspense fallback={null}>
        {isStarting === null ? null : <NewSpecDialog onClose={() => start(null)} />}
      </Suspense>
    </ProjectFrame>
  );
}

function List({ onStart }: { onStart: (() => void) | undefined }) {
  const [status, setStatus] = useState<SpecStatus | null>(null);
  const [view, setView] = useSearchParam('view');
  const isArchive = view === 'archive';
  const found = useSpecs(status, isArchive);
  const { specs, isPending, isError } = found;
  const isNone = !isPending && !isError && specs.length === 0;
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        {isNone && status === null ? null : <StatusFilter value={status} onChange={setStatus} />}
        <Button
          size="sm"
          look={isArchive ? 'plain' : 'quiet'}
          aria-pressed={isArchive}
          onClick={() => setView(isArchive ? null : 'archive')}
        >
          {text.archive}
        </Button>
      </div>
      {isPending ? <Skeleton className="h-48" /> : null}
      {isError ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : null}
      {specs.length > 0 ? (
        <ul aria-label={text.title} className="divide-y rounded-card border bg-raised">
          {specs.map((each) => (
            <SpecRow key={each.id} spec={each} />
          ))}
        </ul>
      ) : null}
      {isNone && status !== null ? (
        <EmptyState icon={ScrollText} title={text.noMatchTitle} hint={text.noMatchHint} />
      ) : null}
      {isNone && status === null && isArchive ? (
        <EmptyState icon={Archive} title={text.emptyArchive} hint={text.emptyArchiveHint} />
      ) : null}
      {isNone && status === null && !isArchive ? <NoSpec onStart={onStart} /> : null}
      {found.hasNextPage ? (
        <Button isBusy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {text.more}
        </Button>
      ) : null}
    </>
  );
}

interface StatusFilterProps {
  value: SpecStatus | null;
  onChange(status: SpecStatus | null): void;
}

const StatusFilter = ({ value, onChange }: StatusFilterProps) => (
  <Select
    aria-label={text.status}
    value={value ?? ''}
    onChange={(event) => onChange(specStatuses.find((each) => each === event.target.value) ?? null)}
    className="max-w-48"
  >
    <option value="">{text.anyStatus}</option>
    {specStatuses.map((each) => (
      <option key={each} value={each}>
        {statusWords[each]}
      </option>
    ))}
  </Select>
);

const NoSpec = ({ onStart }: { onStart: (() => void) | undefined }) => (
  <EmptyState
    icon={ScrollText}
    title={text.emptyTitle}
    hint={text.emptyHint}
    action={
      onStart === undefined ? undefined : (
        <Button look="primary" onClick={onStart}>
          {text.start}
        </Button>
      )
    }
  />
);
