'use client';
import type { StateVersion } from '@overmind/contracts/entities/state';
import { Download, FileDiff, History } from 'lucide-react';
import { lazy } from 'react';
import { CopyButton } from '#components/copy-button.tsx';
import { TimeAgo } from '#components/time-ago.tsx';
import { Button } from '#components/ui/button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { ViewButtons } from '#components/view-buttons.tsx';
import { useMay, useView } from '#features/project/project-context.tsx';
import { compare, rollback, stateKinds, state as text } from '#text/state.ts';
import { type StateView, stateViews } from './use-state-place.ts';

const DownloadItems = lazy(async () => ({ default: (await import('./download-items.tsx')).DownloadItems }));

interface StateToolbarProps {
  version: StateVersion;
  latest: number;
  view: StateView;
  onView(view: StateView): void;
  onCompare(): void;
  onRollback(): void;
}

/** What is shown, and what can be done with it. */
export function StateToolbar({ version, latest, view, onView, onCompare, onRollback }: StateToolbarProps) {
  const mayRollBack = useMay('maintainer');
  const projectKey = useView((seen) => seen.project.key);
  return (
    <header className="border-b px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="font-semibold">{text.version(version.version)}</h2>
        <span className="min-w-0 truncate text-ink-2 text-sm" title={version.reason}>
          {version.reason}
        </span>
        <span className="text-ink-3 text-xs">
          {stateKinds[version.kind]} {text.by(version.author)} <TimeAgo iso={version.created_at} />
        </span>
        <span className="ml-auto flex items-center gap-1 text-ink-3 text-xs max-lg:hidden">
          {text.hash} <code className="font-mono">{version.content_hash.slice(0, 10)}…</code>
          <CopyButton text={version.content_hash} className="size-6" />
        </span>
      </div>
      <div className="mt-1.5 flex flex-wrap items-center gap-1">
        <ViewButtons views={stateViews} view={view} names={text.views} onView={onView} />
        <span className="flex-1" />
        {version.version > 1 ? (
          <Button size="sm" look="quiet" title={compare.withPrevious} onClick={onCompare}>
            <FileDiff aria-hidden />
            <span className="max-sm:sr-only">{compare.start}</span>
          </Button>
        ) : null}
        {mayRollBack && version.version < latest ? (
          <Button size="sm" look="quiet" onClick={onRollback}>
            <History aria-hidden />
            <span className="max-sm:sr-only">{rollback.start}</span>
          </Button>
        ) : null}
        <CopyButton text={version.content} label={text.copyDocument} />
        <Menu
          trigger={
            <Button size="sm" look="quiet">
              <Download aria-hidden />
              <span className="max-sm:sr-only">{text.download}</span>
            </Button>
          }
        >
          <DownloadItems version={version} projectKey={projectKey} />
        </Menu>
      </div>
    </header>
  );
}
