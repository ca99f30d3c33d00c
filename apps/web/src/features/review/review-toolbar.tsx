'use client';
import { ArrowDown, ArrowUp, Columns2, Files, Keyboard, Pilcrow, Rows3 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Drawer } from '#components/ui/drawer.tsx';
import { review as text } from '#text/review.ts';
import { CommentsButton } from './comments/comments-button.tsx';
import type { DiffFile } from './diff/diff-file.ts';
import { useReview } from './review-store.ts';
import { nextChange } from './steps.ts';

interface ReviewToolbarProps {
  files: readonly DiffFile[];
  tree(onOpen: (path: string) => void): ReactNode;
  onKeys(): void;
}

const views = [
  { view: 'unified', icon: Rows3 },
  { view: 'split', icon: Columns2 },
] as const;

export function ReviewToolbar({ files, tree, onKeys }: ReviewToolbarProps) {
  const { view, isSpaceHidden, setView, toggleSpace } = useReview();
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-1 border-b bg-surface px-2 py-1">
      <FilesButton tree={tree} />
      <ChangeButtons files={files} />
      <CommentsButton />
      <span className="flex-1" />
      <Button
        size="sm"
        look={isSpaceHidden ? 'plain' : 'quiet'}
        aria-pressed={isSpaceHidden}
        title={text.hideSpace}
        onClick={toggleSpace}
      >
        <Pilcrow aria-hidden />
        <span className="max-xl:sr-only">{text.hideSpace}</span>
      </Button>
      <fieldset className="flex gap-1 max-lg:hidden">
        <legend className="sr-only">{text.view}</legend>
        {views.map(({ view: each, icon: Icon }) => (
          <Button
            key={each}
            size="sm"
            look={view === each ? 'plain' : 'quiet'}
            aria-pressed={view === each}
            onClick={() => setView(each)}
          >
            <Icon aria-hidden />
            {text[each]}
          </Button>
        ))}
      </fieldset>
      <Button
        size="icon"
        look="quiet"
        aria-label={text.keys}
        title={text.keys}
        onClick={onKeys}
        className="max-md:hidden"
      >
        <Keyboard aria-hidden />
      </Button>
    </div>
  );
}

function FilesButton({ tree }: Pick<ReviewToolbarProps, 'tree'>) {
  const [isOpen, setOpen] = useState(false);
  const goTo = useReview((state) => state.goTo);
  return (
    <>
      <Button size="sm" look="quiet" className="lg:hidden" onClick={() => setOpen(true)}>
        <Files aria-hidden />
        {text.showFiles}
      </Button>
      <Drawer isOpen={isOpen} onClose={() => setOpen(false)} label={text.files}>
        {tree((path) => {
          setOpen(false);
          goTo(path, null);
        })}
        <div className="shrink-0 border-t p-2 text-right">
          <Button onClick={() => setOpen(false)}>{text.closeFiles}</Button>
        </div>
      </Drawer>
    </>
  );
}

function ChangeButtons({ files }: { files: readonly DiffFile[] }) {
  const go = (step: 1 | -1) => {
    const { cursor, target, goTo } = useReview.getState();
    const place = nextChange(files, { cursor, path: target?.path ?? null }, step);
    if (place !== undefined) goTo(place.path, place, false);
  };
  return (
    <>
      <Button
        size="icon"
        look="quiet"
        aria-label={text.previous}
        title={`${text.previous} (P)`}
        onClick={() => go(-1)}
      >
        <ArrowUp aria-hidden />
      </Button>
      <Button
        size="icon"
        look="quiet"
        aria-label={text.next}
        title={`${text.next} (N)`}
        onClick={() => go(1)}
      >
        <ArrowDown aria-hidden />
      </Button>
    </>
  );
}
