'use client';
import type { FolderEntry } from '@overmind/contracts/entities/runner';
import { browseFolders } from '@overmind/contracts/routes/runners';
import { useQuery } from '@tanstack/react-query';
import { ChevronRight, CornerLeftUp, Folder, FolderGit2 } from 'lucide-react';
import { useState } from 'react';
import { CopyButton } from '#components/copy-button.tsx';
import { Badge, Skeleton } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { errorWords } from '#lib/api/error-words.ts';
import { routeOptions } from '#lib/api/use-route.ts';
import { cn } from '#lib/class-names.ts';
import { shellWord } from '#lib/command-words.ts';
import { common } from '#text/common.ts';
import { repositories } from '#text/projects.ts';

const askMs = 3_000;

interface FolderBrowserProps {
  chosen: string;
  onChoose(path: string): void;
}

export function FolderBrowser({ chosen, onChoose }: FolderBrowserProps) {
  const [trail, setTrail] = useState<string[]>([]);
  const path = trail.at(-1);
  const folders = useQuery({
    ...routeOptions(browseFolders, { query: path === undefined ? {} : { path } }),
    staleTime: 10_000,
    // Somebody may be allowing a folder in a terminal at this moment.
    refetchInterval: ({ state }) => (path === undefined && state.data?.entries.length === 0 ? askMs : false),
  });
  const entries = folders.data?.entries ?? [];
  return (
    <section aria-label={repositories.browse} className="overflow-hidden rounded-card border bg-raised">
      <header className="flex h-9 items-center gap-2 border-b bg-sunken px-2 text-ink-2 text-xs">
        {path === undefined ? (
          <span className="px-1">{repositories.browse}</span>
        ) : (
          <>
            <Button look="quiet" size="sm" onClick={() => setTrail(trail.slice(0, -1))}>
              <CornerLeftUp aria-hidden />
              {repositories.up}
            </Button>
            <span className="truncate font-mono">{path}</span>
          </>
        )}
      </header>
      <div className="h-52 overflow-y-auto p-1" aria-busy={folders.isPending}>
        {folders.isPending ? <Skeleton className="m-1 h-32" /> : null}
        {folders.isError ? (
          <div className="p-3 text-ink-2 text-sm">
            {errorWords(folders.error)}{' '}
            <Button size="sm" onClick={() => void folders.refetch()}>
              {common.tryAgain}
            </Button>
          </div>
        ) : null}
        {folders.isSuccess && entries.length === 0 ? (
          <NoFolders isTop={path === undefined} runners={folders.data.runners} wanted={chosen} />
        ) : null}
        <ul>
          {entries.map((entry) => (
            <FolderRow
              key={entry.path}
              entry={entry}
              isChosen={entry.path === chosen}
              onChoose={onChoose}
              onOpen={(next) => setTrail([...trail, next])}
            />
          ))}
        </ul>
      </div>
    </section>
  );
}

interface NoFoldersProps {
  isTop: boolean;
  runners: number;
  wanted: string;
}

function NoFolders({ isTop, runners, wanted }: NoFoldersProps) {
  const hint = isTop ? repositories.noRunner : repositories.noFolders;
  if (!isTop || runners === 0) return <p className="p-3 text-ink-2 text-sm">{hint}</p>;
  const command = repositories.allow(shellWord(wanted.trim() || repositories.placeholder));
  return (
    <div className="space-y-2 p-3 text-ink-2 text-sm">
      <p>{repositories.noneAllowed}</p>
      <p className="flex items-center gap-1 rounded-md border bg-surface py-0.5 pr-0.5 pl-2.5">
        <code className="min-w-0 flex-1 overflow-x-auto whitespace-nowrap font-mono text-ink text-xs">
          {command}
        </code>
        <CopyButton text={command} />
      </p>
      <p>{repositories.allowed}</p>
    </div>
  );
}

interface FolderRowProps {
  entry: FolderEntry;
  isChosen: boolean;
  onChoose(path: string): void;
  onOpen(path: string): void;
}

function FolderRow({ entry, isChosen, onChoose, onOpen }: FolderRowProps) {
  const Icon = entry.is_repository ? FolderGit2 : Folder;
  return (
    <li className="flex items-center">
      <button
        type="button"
        aria-pressed={entry.is_repository ? isChosen : undefined}
        onClick={() => (entry.is_repository ? onChoose(entry.path) : onOpen(entry.path))}
        className={cn(
          'flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-2 text-left text-sm hover:bg-ink/6 max-md:h-11',
          isChosen && 'bg-accent-soft',
        )}
      >
        <Icon
          className={cn('size-4 shrink-0', entry.is_repository ? 'text-review' : 'text-ink-3')}
          aria-hidden
        />
        <span className="truncate">{entry.name}</span>
        {entry.is_repository ? <Badge className="ml-auto">{repositories.isRepository}</Badge> : null}
      </button>
      <Button
        look="quiet"
        size="icon"
        aria-label={repositories.open(entry.name)}
        onClick={() => onOpen(entry.path)}
      >
        <ChevronRight aria-hidden />
      </Button>
    </li>
  );
}
