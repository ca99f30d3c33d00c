'use client';
import { getArtifactContent } from '@overmind/contracts/routes/runs';
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { KeysDialog } from '#components/keys-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { useMay } from '#features/project/project-context.tsx';
import { addressOf } from '#lib/api/client.ts';
import { earlierComments as earlierText, reviewKeys, review as text } from '#text/review.ts';
import { type EarlierComment, fileOf } from './comments/earlier.ts';
import { countOpenByPath, placesOf } from './comments/open-comments.ts';
import { OutdatedList } from './comments/outdated-comments.tsx';
import { useSettle } from './comments/use-resolve.ts';
import { useSaid } from './comments/use-said.ts';
import { findChange, placeOf } from './diff/diff-file.ts';
import { EvidenceStrip } from './evidence/evidence-strip.tsx';
import { FileSection } from './files/file-section.tsx';
import { FileTree } from './files/file-tree.tsx';
import { NothingShown } from './files/nothing-shown.tsx';
import { useViewed } from './files/use-viewed.ts';
import { lineHash, readLineHash } from './line-hash.ts';
import { useReviewed } from './review-context.tsx';
import { ReviewHeader } from './review-header.tsx';
import { useReview } from './review-store.ts';
import { ReviewToolbar } from './review-toolbar.tsx';
import { useShownFiles } from './use-diff.ts';
import { useReviewKeys } from './use-review-keys.ts';

const filesDrawnFirst = 12;

export function ReviewLayout() {
  const { run, files: allFiles } = useReviewed();
  const files = useShownFiles(allFiles);
  // A diff of hundreds of files is drawn after its first ones, in slices that let keys and scrolling through.
  const drawn = useDeferredValue(files, files.slice(0, filesDrawnFirst));
  const [areKeysShown, setKeysShown] = useState(false);
  const { all, shown } = useSaid();
  const onSettle = useSettle(shown);
  const { viewed, mark } = useViewed(run.id);
  const onViewed = useStableMark(mark);
  const mayComment = useMay('operator');
  useReviewKeys(
    useMemo(
      () => ({
        ...{ files, mayComment, onSettle, onKeys: () => setKeysShown(true) },
        comments: placesOf(shown),
        onViewed: (path: string) => onViewed(path, !viewed.has(path)),
      }),
      [files, shown, mayComment, onSettle, onViewed, viewed],
    ),
  );
  useAddress();
  const goTo = useReview((state) => state.goTo);
  const counts = useMemo(() => countOpenByPath(allFiles, all), [allFiles, all]);
  const tree = (onOpen: (path: string) => void) => (
    <FileTree files={files} viewed={viewed} comments={counts} onOpen={onOpen} />
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ReviewHeader />
      <div className="flex min-h-0 flex-1">
        <aside className="flex w-72 shrink-0 flex-col border-r bg-surface max-lg:hidden">
          {tree((path) => goTo(path, null))}
        </aside>
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <ReviewToolbar files={files} tree={tree} onKeys={() => setKeysShown(true)} />
          <section
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
            tabIndex={0}
            aria-label={text.title}
            data-scroller
            className="relative min-h-0 flex-1 space-y-3 overflow-y-auto p-3"
          >
            <EvidenceStrip />
            <Truncated />
            <CommentsElsewhere earlier={shown.earlier} />
            {files.length === 0 ? <NothingShown /> : null}
            {drawn.map((file, index) => (
              <FileSection
                key={file.path}
                file={file}
                {...shown}
                isViewed={viewed.has(file.path)}
                isFirst={index < 2}
                onViewed={onViewed}
              />
            ))}
          </section>
        </div>
      </div>
      {areKeysShown ? (
        <KeysDialog title={text.keys} keys={reviewKeys} onClose={() => setKeysShown(false)} />
      ) : null}
    </div>
  );
}

/** The same function for as long as the page lives, so that marking one file draws no other anew. */
function useStableMark(mark: (path: string, isViewed: boolean) => void) {
  const [latest] = useState({ mark });
  useEffect(() => {
    latest.mark = mark;
  });
  const fold = useReview((state) => state.fold);
  return useCallback(
    (path: string, isViewed: boolean) => {
      fold(path, !isViewed);
      latest.mark(path, isViewed);
    },
    [fold, latest],
  );
}

/** The address follows the chosen line, and leads to it when it is opened or changed. */
function useAddress(): void {
  const { files } = useReviewed();
  const cursor = useReview((state) => state.cursor);
  const goTo = useReview((state) => state.goTo);
  useEffect(() => {
    const follow = () => {
      const place = readLineHash(window.location.hash);
      const file = files.find(({ path }) => path === place?.path);
      if (place === null || file === undefined) return;
      const change = 'line' in place ? findChange(file, place.side, place.line) : null;
      goTo(file.path, change === null ? null : placeOf(file.path, change), false);
    };
    follow();
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, [files, goTo]);
  useEffect(() => {
    if (cursor === null) return;
    const url = new URL(window.location.href);
    if (url.hash !== lineHash(cursor)) window.history.replaceState(null, '', lineHash(cursor));
  }, [cursor]);
}

/** Comments of earlier attempts on files that this result leaves alone. */
function CommentsElsewhere({ earlier }: { earlier: readonly EarlierComment[] }) {
  const { files } = useReviewed();
  const lost = earlier.filter(({ comment }) => fileOf(files, comment.path) === undefined);
  if (lost.length === 0) return null;
  return (
    <section
      aria-label={earlierText.elsewhere}
      className="rounded-card border bg-raised [&>details]:border-b-0"
    >
      <OutdatedList outdated={lost} title={`${earlierText.elsewhere}: ${text.commentCount(lost.length)}`} />
    </section>
  );
}

function Truncated() {
  const { isTruncated, artifactId } = useReviewed();
  if (!isTruncated) return null;
  return (
    <p
      role="alert"
      className="flex flex-wrap items-center gap-2 rounded-card border border-signal bg-signal-soft px-3 py-2 text-sm"
    >
      {text.truncated}
      {artifactId === null ? null : (
        <Button asChild size="sm">
          <a href={addressOf(getArtifactContent, { id: artifactId })} download>
            {text.download}
          </a>
        </Button>
      )}
    </p>
  );
}
