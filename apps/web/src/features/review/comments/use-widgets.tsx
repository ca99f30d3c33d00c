'use client';
import type { ReviewComment } from '@overmind/contracts/entities/merge';
import { type ReactNode, useMemo } from 'react';
import { type ChangeData, getChangeKey } from 'react-diff-view';
import { type DiffFile, findChange, type LinePlace, lineOn } from '../diff/diff-file.ts';
import { readLineHash } from '../line-hash.ts';
import { useReview } from '../review-store.ts';
import { CommentCard } from './comment-card.tsx';
import type { EarlierComment } from './earlier.ts';
import { EarlierCard } from './earlier-card.tsx';
import { LineToolbar } from './line-toolbar.tsx';
import { NewComment } from './new-comment.tsx';

/** What stands under the lines of a file: comments, forms for new ones, and what can be done with the chosen line. */
export function useWidgets(
  file: DiffFile,
  comments: readonly ReviewComment[],
  earlier: readonly EarlierComment[],
): Record<string, ReactNode> {
  const cursor = useReview((state) => (state.cursor?.path === file.path ? state.cursor : null));
  const forms = useReview((state) => state.forms);
  return useMemo(() => {
    const parts = new Map<string, ReactNode[]>();
    const add = (place: LinePlace, make: (change: ChangeData) => ReactNode) => {
      const change = findChange(file, place.side, place.line);
      if (change === null) return;
      const key = getChangeKey(change);
      parts.set(key, [...(parts.get(key) ?? []), make(change)]);
    };
    for (const each of earlier)
      if (each.place?.path === file.path)
        add(each.place, () => <EarlierCard key={each.comment.id} earlier={each} />);
    for (const comment of comments)
      if (comment.path === file.path) add(comment, () => <CommentCard key={comment.id} comment={comment} />);
    for (const name of forms) {
      const place = readLineHash(`#${encodeURIComponent(name)}`);
      if (place === null || !('line' in place) || place.path !== file.path) continue;
      add(place, (change) => <NewComment key={name} place={place} lineText={change.content} />);
    }
    if (cursor !== null)
      add(cursor, (change) => <LineToolbar key="acts" place={cursor} before={beforeOf(file, change)} />);
    return Object.fromEntries(
      [...parts].map(([key, nodes]) => [
        key,
        <div key={key} className="m-2 max-w-3xl divide-y rounded-card border bg-raised font-sans">
          {nodes}
        </div>,
      ]),
    );
  }, [file, comments, earlier, forms, cursor]);
}

function beforeOf(file: DiffFile, change: ChangeData): LinePlace | null {
  const line = lineOn(change, 'old');
  return line === null ? null : { path: file.oldPath, side: 'old', line };
}
