'use client';
import type { StateVersionLine } from '@overmind/contracts/entities/state';
import { useEffect } from 'react';
import { TimeAgo } from '#components/time-ago.tsx';
import { Skeleton } from '#components/ui/badge.tsx';
import { cn } from '#lib/class-names.ts';
import { useWindowed } from '#lib/use-windowed.ts';
import { stateKinds, state as text } from '#text/state.ts';

const rowPx = 58;

interface VersionListProps {
  lines: readonly StateVersionLine[];
  shown: number;
  compared: number | null;
  isLoadingMore: boolean;
  onNearEnd: (() => void) | undefined;
  onShow(version: number): void;
}

/** The history, newest first; only what is in sight is drawn. */
export function VersionList({ lines, shown, compared, isLoadingMore, onNearEnd, onShow }: VersionListProps) {
  const rows = useWindowed({ count: lines.length, rowPx, onNearEnd });
  const index = lines.findIndex(({ version }) => version === shown);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another version moves the list
  useEffect(() => rows.reveal(index), [index]);
  return (
    <nav
      aria-label={text.versions}
      className="flex w-72 shrink-0 flex-col border-r bg-surface max-md:max-h-44 max-md:w-full max-md:border-r-0 max-md:border-b"
    >
      <div ref={rows.ref} onScroll={rows.onScroll} className="min-h-0 flex-1 overflow-y-auto p-2">
        <ul className="relative" style={{ height: rows.totalPx }}>
          {lines.slice(rows.first, rows.last).map((line, offset) => (
            <li
              key={line.id}
              className="absolute inset-x-0 pb-0.5"
              style={{ top: (rows.first + offset) * rowPx, height: rowPx }}
            >
              <VersionRow
                line={line}
                isLatest={rows.first + offset === 0}
                isShown={line.version === shown}
                isCompared={line.version === compared}
                onShow={onShow}
              />
            </li>
          ))}
        </ul>
        {isLoadingMore ? <Skeleton className="mt-1 h-12" /> : null}
      </div>
      <p className="border-t px-3 py-1.5 text-2xs text-ink-3 max-md:hidden">{text.keysHint}</p>
    </nav>
  );
}

interface VersionRowProps {
  line: StateVersionLine;
  isLatest: boolean;
  isShown: boolean;
  isCompared: boolean;
  onShow(version: number): void;
}

const VersionRow = ({ line, isLatest, isShown, isCompared, onShow }: VersionRowProps) => (
  <button
    type="button"
    aria-current={isShown ? 'true' : undefined}
    onClick={() => onShow(line.version)}
    className={cn(
      'flex h-full w-full flex-col justify-center rounded-md px-2.5 text-left hover:bg-ink/5',
      isShown && 'bg-accent-soft',
      isCompared && 'outline-1 outline-accent outline-dashed -outline-offset-1',
    )}
  >
    <span className="flex w-full items-baseline gap-2 text-sm">
      <span className="font-medium tabular-nums">{text.version(line.version)}</span>
      {isLatest ? <span className="text-ink-2 text-xs">{text.latest}</span> : null}
      {line.kind === 'generated' ? null : (
        <span className="rounded bg-signal-soft px-1 text-2xs text-review">{stateKinds[line.kind]}</span>
      )}
      <TimeAgo iso={line.created_at} className="ml-auto shrink-0 text-ink-2 text-xs" />
    </span>
    <span className="block w-full truncate text-ink-2 text-xs" title={line.reason}>
      {line.reason === '' ? '\u00a0' : line.reason}
    </span>
    <span className={cn('block w-full truncate text-2xs', isShown ? 'text-ink-2' : 'text-ink-3')}>
      {text.by(line.author)}
    </span>
  </button>
);
