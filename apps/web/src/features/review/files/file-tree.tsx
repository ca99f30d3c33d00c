'use client';
import {
  Check,
  ChevronRight,
  FileMinus,
  FilePen,
  FilePlus,
  FileSymlink,
  type LucideIcon,
} from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { SearchInput } from '#components/search-input.tsx';
import { VisibleText } from '#features/console/visible-text.tsx';
import { cn } from '#lib/class-names.ts';
import { resolution, review as text } from '#text/review.ts';
import type { DiffFile, FileKind } from '../diff/diff-file.ts';
import { ChangeCounts } from './change-counts.tsx';
import { type Folder, matching, nameOf, treeOf } from './tree.ts';

const icons: Record<FileKind, { icon: LucideIcon; tone: string }> = {
  add: { icon: FilePlus, tone: 'text-done' },
  delete: { icon: FileMinus, tone: 'text-failed' },
  modify: { icon: FilePen, tone: 'text-review' },
  rename: { icon: FileSymlink, tone: 'text-accent' },
  copy: { icon: FilePlus, tone: 'text-accent' },
};

interface FileTreeProps {
  files: readonly DiffFile[];
  viewed: ReadonlySet<string>;
  /** How many open comments each file has. */
  comments: ReadonlyMap<string, number>;
  onOpen(path: string): void;
}

export function FileTree({ files, viewed, comments, onOpen }: FileTreeProps) {
  const [words, setWords] = useState('');
  const wanted = useDeferredValue(words);
  const found = useMemo(() => matching(files, wanted), [files, wanted]);
  const tree = useMemo(() => treeOf(found), [found]);
  return (
    <nav aria-label={text.files} className="flex min-h-0 flex-1 flex-col">
      <div className="shrink-0 space-y-1.5 border-b p-2">
        <SearchInput
          label={text.filter}
          value={words}
          data-shortcut="filter"
          onChange={(event) => setWords(event.target.value)}
          className="block"
        />
        <p role="status" className="px-1 text-ink-2 text-xs">
          {files.length === 0
            ? text.noFiles
            : text.viewedCount(files.filter(({ path }) => viewed.has(path)).length, files.length)}
        </p>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto p-1.5">
        {found.length === 0 && wanted.trim() !== '' ? (
          <p className="p-2 text-ink-3 text-sm">{text.noSuchFile}</p>
        ) : null}
        <Entries folder={tree} depth={0} {...{ viewed, comments, onOpen }} />
      </div>
    </nav>
  );
}

type EntriesProps = Omit<FileTreeProps, 'files'> & { folder: Folder; depth: number };

const indent = (depth: number) => ({ paddingLeft: 4 + depth * 12 });

function Entries({ folder, depth, ...rest }: EntriesProps) {
  return (
    <ul>
      {folder.folders.map((each) => (
        <FolderEntry key={each.path} folder={each} depth={depth} {...rest} />
      ))}
      {folder.files.map((file) => (
        <FileEntry key={file.path} file={file} depth={depth} {...rest} />
      ))}
    </ul>
  );
}

function FolderEntry({ folder, depth, ...rest }: EntriesProps) {
  const [isOpen, setOpen] = useState(true);
  return (
    <li>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        style={indent(depth)}
        className="flex min-h-7 w-full items-center gap-1 rounded pr-1.5 text-left text-ink-2 text-xs hover:bg-ink/5 max-md:min-h-11"
      >
        <ChevronRight aria-hidden className={cn('size-3.5 shrink-0', isOpen ? 'rotate-90' : '')} />
        <span className="truncate">
          <VisibleText text={folder.name} />
        </span>
      </button>
      {isOpen ? <Entries folder={folder} depth={depth + 1} {...rest} /> : null}
    </li>
  );
}

function FileEntry({
  file,
  depth,
  viewed,
  comments,
  onOpen,
}: Omit<EntriesProps, 'folder'> & { file: DiffFile }) {
  const { icon: Icon, tone } = icons[file.kind];
  const isViewed = viewed.has(file.path);
  const count = comments.get(file.path) ?? 0;
  return (
    <li>
      <button
        type="button"
        title={file.path}
        onClick={() => onOpen(file.path)}
        style={indent(depth)}
        className="flex min-h-7 w-full items-center gap-1.5 rounded pr-1.5 text-left text-xs hover:bg-ink/5 max-md:min-h-11"
      >
        <Icon className={cn('size-3.5 shrink-0', tone)} aria-hidden />
        <span className="sr-only">{text.kinds[file.kind]}</span>
        <span className={cn('min-w-0 flex-1 truncate', isViewed ? 'text-ink-3' : '')}>
          <VisibleText text={nameOf(file.path)} />
        </span>
        {count === 0 ? null : (
          <span className="rounded-full bg-signal-soft px-1.5 text-2xs text-review">
            <span aria-hidden>{count}</span>
            <span className="sr-only">{resolution.openComments(count)}</span>
          </span>
        )}
        <ChangeCounts {...file} />
        {isViewed ? (
          <>
            <Check className="size-3.5 shrink-0 text-done" aria-hidden />
            <span className="sr-only">{text.viewed}</span>
          </>
        ) : null}
      </button>
    </li>
  );
}
