import type { ReviewComment } from '@overmind/contracts/entities/merge';
import type { DiffFile, LinePlace } from '../diff/diff-file.ts';
import { type EarlierComment, fileOf } from './earlier.ts';

/** All that was said of a result: of its own lines, and of earlier attempts. */
export interface Said {
  comments: readonly ReviewComment[];
  earlier: readonly EarlierComment[];
}

const isOpen = ({ resolved_at }: ReviewComment): boolean => resolved_at === null;

export const onlyOpen = ({ comments, earlier }: Said): Said => ({
  comments: comments.filter(isOpen),
  earlier: earlier.filter(({ comment }) => isOpen(comment)),
});

export function countOpen(said: Said): number {
  const { comments, earlier } = onlyOpen(said);
  return comments.length + earlier.length;
}

/** How many open comments each file of the diff has, also those whose lines are gone. */
export function countOpenByPath(files: readonly DiffFile[], said: Said): ReadonlyMap<string, number> {
  const { comments, earlier } = onlyOpen(said);
  const counts = new Map<string, number>();
  for (const { path } of [...comments, ...earlier.map(({ comment }) => comment)]) {
    const shown = fileOf(files, path)?.path ?? path;
    counts.set(shown, (counts.get(shown) ?? 0) + 1);
  }
  return counts;
}

/** Where something was said. */
export const placesOf = ({ comments, earlier }: Said): readonly LinePlace[] => [
  ...comments,
  ...earlier.flatMap(({ place }) => place ?? []),
];

/** What was said of one line. */
export function commentsOn({ comments, earlier }: Said, line: LinePlace): readonly ReviewComment[] {
  const isHere = (place: LinePlace | null): boolean =>
    place?.path === line.path && place.side === line.side && place.line === line.line;
  return [
    ...comments.filter(isHere),
    ...earlier.filter(({ place }) => isHere(place)).map(({ comment }) => comment),
  ];
}
