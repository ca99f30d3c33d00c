'use client';
import type { ReviewComment } from '@overmind/contracts/entities/merge';
import { ChevronRight } from 'lucide-react';
import { memo, useEffect, useRef } from 'react';
import { CopyButton } from '#components/copy-button.tsx';
import { Button } from '#components/ui/button.tsx';
import { VisibleText } from '#features/console/visible-text.tsx';
import { cn } from '#lib/class-names.ts';
import { useIsWide } from '#lib/media.ts';
import { review as text } from '#text/review.ts';
import type { EarlierComment } from '../comments/earlier.ts';
import { OutdatedComments } from '../comments/outdated-comments.tsx';
import { useWidgets } from '../comments/use-widgets.tsx';
import { type DiffFile, sizeOf } from '../diff/diff-file.ts';
import { FileTable } from '../diff/file-table.tsx';
import { useNear } from '../diff/near.ts';
import { useReview } from '../review-store.ts';
import { ChangeCounts } from './change-counts.tsx';
import { FileNotes } from './file-notes.tsx';

/** Longer files are folded until they are asked for. */
const longestOpen = 1_500;
const rowPx = 20;
const headPx = 34;

interface FileSectionProps {
  file: DiffFile;
  comments: readonly ReviewComment[];
  earlier: readonly EarlierComment[];
  isViewed: boolean;
  isFirst: boolean;
  onViewed(path: string, isViewed: boolean): void;
}

export const fileAnchor = (path: string): string => `file:${path}`;

/** One file: its name and what became of it stay in sight while its lines scroll by. */
export const FileSection = memo(function FileSection(props: FileSectionProps) {
  const { file, isViewed, onViewed } = props;
  const ref = useRef<HTMLElement>(null);
  const isLong = sizeOf(file) > longestOpen;
  const isOpen = useReview((state) => state.folds[file.path] ?? !(isViewed || isLong));
  const fold = useReview((state) => state.fold);
  const target = useReview((state) => (state.target?.path === file.path ? state.target : null));
  // biome-ignore lint/correctness/useExhaustiveDependencies: each journey once, also to the same file
  useEffect(() => {
    if (target === null || target.line !== null) return;
    ref.current?.scrollIntoView({ block: 'start' });
    if (target.withFocus) ref.current?.querySelector('button')?.focus({ preventScroll: true });
  }, [target?.nonce]);
  return (
    <section
      ref={ref}
      id={fileAnchor(file.path)}
      aria-label={file.path}
      className="rounded-card border bg-raised [content-visibility:auto]"
      style={{ containIntrinsicBlockSize: `auto ${isOpen ? headPx + sizeOf(file) * rowPx : headPx}px` }}
    >
      <header className="sticky -top-3 z-10 flex items-center gap-2 rounded-t-card border-b bg-sunken px-2 py-1">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => fold(file.path, !isOpen)}
          className="flex min-h-7 min-w-0 flex-1 items-center gap-1.5 text-left font-mono text-xs max-md:min-h-11"
        >
          <ChevronRight aria-hidden className={cn('size-4 shrink-0', isOpen ? 'rotate-90' : '')} />
          <span className="truncate">
            {file.kind === 'rename' || file.kind === 'copy' ? (
              <>
                <VisibleText text={file.oldPath} /> →{' '}
              </>
            ) : null}
            <VisibleText text={file.path} />
          </span>
        </button>
        <CopyButton text={file.path} className="max-md:hidden" />
        <ChangeCounts {...file} />
        <label className="flex shrink-0 items-center gap-1.5 text-xs max-md:min-h-11">
          <input
            type="checkbox"
            className="size-4 accent-(--accent)"
            checked={isViewed}
            onChange={(event) => onViewed(file.path, event.target.checked)}
          />
          {text.viewed}
          <span className="sr-only">{file.path}</span>
        </label>
      </header>
      <FileNotes file={file} />
      {isOpen ? <OutdatedComments earlier={props.earlier} path={file.path} oldPath={file.oldPath} /> : null}
      {isOpen ? <Body {...props} /> : <Folded file={file} isLong={isLong} />}
    </section>
  );
});

function Body({ file, comments, earlier, isFirst }: FileSectionProps) {
  const ref = useRef<HTMLDivElement>(null);
  const isWide = useIsWide();
  const view = useReview((state) => state.view);
  const isSought = useReview((state) => state.target?.line?.path === file.path);
  const near = useNear(() => ref.current, isFirst, true);
  const widgets = useWidgets(file, comments, earlier);
  const wasDrawn = useRef(isFirst);
  wasDrawn.current ||= near.isNear || isSought;
  if (file.hunks.length === 0) return null;
  return (
    <div ref={ref} className="overflow-x-auto rounded-b-card">
      {wasDrawn.current ? (
        <FileTable file={file} view={isWide ? view : 'unified'} widgets={widgets} isFirst={isFirst} />
      ) : (
        <div style={{ height: sizeOf(file) * rowPx }} />
      )}
    </div>
  );
}

function Folded({ file, isLong }: { file: DiffFile; isLong: boolean }) {
  const fold = useReview((state) => state.fold);
  if (!isLong || file.hunks.length === 0) return null;
  return (
    <p className="flex flex-wrap items-center gap-2 p-3 text-ink-2 text-sm">
      {text.long(sizeOf(file))}
      <Button size="sm" onClick={() => fold(file.path, true)}>
        {text.load}
      </Button>
    </p>
  );
}
