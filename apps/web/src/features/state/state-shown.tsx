'use client';
import { FileQuestion } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { isCode } from '#lib/api/error-words.ts';
import { state as text } from '#text/state.ts';
import { StateDocument } from './state-document.tsx';
import { StateToolbar } from './state-toolbar.tsx';
import type { StatePlace, useStatePlace } from './use-state-place.ts';
import { useStateVersion } from './use-state-versions.ts';

const StateCompare = lazy(async () => ({ default: (await import('./state-compare.tsx')).StateCompare }));
const StateBlame = lazy(async () => ({ default: (await import('./state-blame.tsx')).StateBlame }));
const NotesEditor = lazy(async () => ({ default: (await import('./notes-editor.tsx')).NotesEditor }));
const RollbackDialog = lazy(async () => ({
  default: (await import('./rollback-dialog.tsx')).RollbackDialog,
}));

interface StateShownProps {
  place: StatePlace;
  shown: number;
  latest: number;
  go: ReturnType<typeof useStatePlace>['go'];
}

const waiting = <Skeleton className="m-4 flex-1" />;

/** The version that the address names, in the way that it names. */
export function StateShown({ place, shown, latest, go }: StateShownProps) {
  if (place.compare !== null) {
    return (
      <Suspense fallback={waiting}>
        <StateCompare
          from={place.compare}
          to={shown}
          latest={latest}
          onChange={(from, to) => go({ compare: from, version: to === latest ? null : to })}
          onClose={() => go({ compare: null })}
        />
      </Suspense>
    );
  }
  return <OneVersion place={place} shown={shown} latest={latest} go={go} />;
}

function OneVersion({ place, shown, latest, go }: StateShownProps) {
  const found = useStateVersion(shown);
  const newest = useStateVersion(latest);
  const [isRollingBack, setRollingBack] = useState(false);
  if (found.isPending) return waiting;
  if (isCode(found.error, 'not_found'))
    return (
      <EmptyState icon={FileQuestion} title={text.noneShown} hint={text.noneShownHint} className="flex-1" />
    );
  if (found.isError)
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} className="flex-1" />;
  return (
    <article aria-label={text.version(shown)} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <StateToolbar
        version={found.data}
        latest={latest}
        view={place.view}
        onView={(view) => go(view === 'notes' ? { view, version: null } : { view })}
        onCompare={() =>
          go(shown === latest ? { compare: shown - 1 } : { compare: shown - 1, version: shown })
        }
        onRollback={() => setRollingBack(true)}
      />
      <Suspense fallback={waiting}>
        {place.view === 'document' ? <StateDocument key={found.data.version} version={found.data} /> : null}
        {place.view === 'blame' ? (
          <StateBlame
            version={shown}
            onCompare={(from, to) => go({ compare: from, version: to === latest ? null : to })}
          />
        ) : null}
        {place.view === 'notes' && newest.data !== undefined ? <NotesEditor latest={newest.data} /> : null}
        {isRollingBack ? (
          <RollbackDialog
            version={shown}
            latest={latest}
            onClose={() => setRollingBack(false)}
            onDone={() => {
              setRollingBack(false);
              go({ version: null });
            }}
          />
        ) : null}
      </Suspense>
    </article>
  );
}
