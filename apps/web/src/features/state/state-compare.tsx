'use client';
import { diffStates } from '@overmind/contracts/routes/state';
import { ArrowLeftRight, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Diff } from 'react-diff-view';
import 'react-diff-view/style/index.css';
import '#styles/diff.css';
import { DiffHunks } from '#components/diff-hunks.tsx';
import { ErrorState } from '#components/notice.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { ViewButtons } from '#components/view-buttons.tsx';
import { useProjectScope } from '#features/project/project-context.tsx';
import { useRoute } from '#lib/api/use-route.ts';
import { parsePatch } from '#lib/parse-patch.ts';
import { compare as text } from '#text/state.ts';
import { SemanticChanges, type StateChange } from './semantic-changes.tsx';
import { VersionPicker } from './version-picker.tsx';

interface StateCompareProps {
  from: number;
  to: number;
  latest: number;
  onChange(from: number, to: number): void;
  onClose(): void;
}

const views = ['changes', 'unified', 'split'] as const;

/** Any two versions: what changed by meaning, and line by line. */
export function StateCompare({ from, to, latest, onChange, onClose }: StateCompareProps) {
  const { projectId } = useProjectScope();
  const [view, setView] = useState<(typeof views)[number]>('changes');
  const diff = useRoute(
    diffStates,
    { params: { id: projectId }, query: { from, to } },
    { staleTime: Number.POSITIVE_INFINITY },
  );
  return (
    <section aria-label={text.title(from, to)} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <h2 className="sr-only">{text.title(from, to)}</h2>
      <h3 className="sr-only">{text.changes}</h3>
      <div className="flex flex-wrap items-center gap-2 border-b px-3 py-2">
        <VersionPicker
          label={text.from}
          version={from}
          latest={latest}
          onPick={(next) => onChange(next, to)}
        />
        <Button
          look="quiet"
          size="icon"
          aria-label={text.swap}
          title={text.swap}
          onClick={() => onChange(to, from)}
        >
          <ArrowLeftRight aria-hidden />
        </Button>
        <VersionPicker label={text.to} version={to} latest={latest} onPick={(next) => onChange(from, next)} />
        {diff.data === undefined ? null : (
          <span className="text-ink-2 text-xs">{summary(diff.data.changes)}</span>
        )}
        <div className="ml-auto flex gap-1">
          <ViewButtons views={views} view={view} names={text.views} onView={setView} />
          <Button look="quiet" size="icon" aria-label={text.close} title={text.close} onClick={onClose}>
            <X aria-hidden />
          </Button>
        </div>
      </div>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
        tabIndex={0}
        aria-label={text.changes}
        className="min-h-0 flex-1 overflow-auto p-3 focus-visible:outline-offset-[-2px]"
      >
        {diff.isPending ? <Skeleton className="h-64" /> : null}
        {diff.isError ? <ErrorState error={diff.error} onRetry={() => void diff.refetch()} /> : null}
        {diff.data === undefined ? null : (
          <Difference changes={diff.data.changes} patch={diff.data.patch} view={view} />
        )}
      </section>
    </section>
  );
}

const summary = (changes: readonly StateChange[]): string => {
  const count = (kind: StateChange['kind']) => changes.filter((change) => change.kind === kind).length;
  return text.counts(count('added'), count('removed'), count('changed'));
};

interface DifferenceProps {
  changes: readonly StateChange[];
  patch: string;
  view: (typeof views)[number];
}

function Difference({ changes, patch, view }: DifferenceProps) {
  const files = useMemo(() => parsePatch(patch), [patch]);
  if (changes.length === 0 && patch.trim() === '')
    return <p className="p-4 text-center text-ink-2 text-sm">{text.same}</p>;
  if (view === 'changes') return <SemanticChanges changes={changes} />;
  return files.map((file) => (
    <div key={file.newPath} className="overflow-x-auto rounded-card border bg-raised">
      <Diff viewType={view} diffType={file.type} hunks={file.hunks}>
        {(hunks) => <DiffHunks hunks={hunks} />}
      </Diff>
    </div>
  ));
}
