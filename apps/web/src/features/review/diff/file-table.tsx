'use client';
import { memo, type ReactNode, useCallback, useMemo } from 'react';
import {
  type ChangeData,
  Decoration,
  Diff,
  getChangeKey,
  type HunkData,
  type RenderGutter,
} from 'react-diff-view';
import 'react-diff-view/style/index.css';
import '#styles/diff.css';
import { VisibleText } from '#features/console/visible-text.tsx';
import { review as text } from '#text/review.ts';
import { lineName } from '../line-hash.ts';
import { useReview } from '../review-store.ts';
import { type DiffView, piecesOf } from './blocks.ts';
import { type DiffFile, findChange, lineOn, placeOf } from './diff-file.ts';
import { LazyPiece } from './lazy-piece.tsx';
import type { Segment } from './segments.ts';
import { useSegments } from './use-segments.ts';

interface FileTableProps {
  file: DiffFile;
  view: DiffView;
  /** What stands under lines, by the key of their change. */
  widgets: Record<string, ReactNode>;
  isFirst: boolean;
}

const renderToken = (token: object, _: unknown, index: number) => {
  const { value, className } = token as Segment;
  return className === '' ? (
    value
  ) : (
    <span key={index} className={className}>
      {value}
    </span>
  );
};

/** The lines of a file that changed, those in sight drawn. */
export const FileTable = memo(function FileTable({ file, view, widgets, isFirst }: FileTableProps) {
  const cursor = useReview((state) => (state.cursor?.path === file.path ? state.cursor : null));
  const tokens = useSegments(file);
  const selected = useMemo(() => {
    const change = cursor === null ? null : findChange(file, cursor.side, cursor.line);
    return change === null ? [] : [getChangeKey(change)];
  }, [file, cursor]);
  const renderGutter = useGutter(file);
  const anchorOf = useCallback((change: ChangeData) => lineName(placeOf(file.path, change)), [file.path]);
  return (
    <Diff
      viewType={view}
      // One column for a file that is new or gone, whatever the view.
      diffType={file.kind === 'rename' || file.kind === 'copy' ? 'modify' : file.kind}
      hunks={file.hunks}
      tokens={tokens}
      widgets={widgets}
      selectedChanges={selected}
      renderToken={renderToken}
      renderGutter={renderGutter}
      generateAnchorID={anchorOf}
    >
      {(hunks) =>
        hunks.flatMap((hunk, index) => [
          <Gap key={`gap-${hunk.content}`} before={hunks[index - 1]} hunk={hunk} />,
          ...piecesOf(hunk, view).map((piece, part) => (
            <LazyPiece
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a hunk have no other name
              key={`${hunk.content}:${part}:${view}`}
              piece={piece}
              path={file.path}
              isNearAtFirst={isFirst && index === 0 && part === 0}
            />
          )),
        ])
      }
    </Diff>
  );
});

function Gap({ before, hunk }: { before: HunkData | undefined; hunk: HunkData }) {
  const hidden = hunk.newStart - (before === undefined ? 1 : before.newStart + before.newLines);
  if (hidden <= 0) return null;
  const name = hunk.content.replace(/^@@.*?@@ ?/, '');
  return (
    <Decoration>
      <p className="diff-gap">
        {text.gap(hidden)} <VisibleText text={name} />
      </p>
    </Decoration>
  );
}

/** Line numbers are buttons: they choose their line, for a comment, a link or its history. */
function useGutter(file: DiffFile): RenderGutter {
  const choose = useReview((state) => state.choose);
  return useCallback(
    ({ change, side }) => {
      const line = lineOn(change, side);
      if (line === null) return null;
      return (
        <button
          type="button"
          tabIndex={-1}
          aria-label={text.line(line, side, change.type)}
          onClick={() => choose(placeOf(file.path, change))}
        >
          {line}
        </button>
      );
    },
    [choose, file.path],
  );
}
