import type { ReviewComment } from '@overmind/contracts/entities/merge';
import { changesOf, type DiffFile, type LinePlace, lineOn } from '../diff/diff-file.ts';

/** A comment on an earlier attempt, and where its line is in the result that is looked at. */
export interface EarlierComment {
  comment: ReviewComment;
  attempt: number;
  /** Null when the line is not there any more: what it was said of was changed since. */
  place: LinePlace | null;
}

interface Said {
  attempt: number;
  comments: readonly ReviewComment[];
}

/** Finds each comment's line again by its words; of several lines that say the same, the nearest. */
export function findEarlier(files: readonly DiffFile[], said: readonly Said[]): EarlierComment[] {
  return said.flatMap(({ attempt, comments }) =>
    comments.map((comment) => ({ comment, attempt, place: placeIn(files, comment) })),
  );
}

function placeIn(
  files: readonly DiffFile[],
  { path, side, line, line_text }: ReviewComment,
): LinePlace | null {
  const file = fileOf(files, path);
  if (file === undefined) return null;
  const lines = changesOf(file)
    .filter(({ content }) => content === line_text)
    .map((change) => lineOn(change, side))
    .filter((each) => each !== null);
  if (lines.length === 0) return null;
  const nearest = lines.reduce((best, each) => (Math.abs(each - line) < Math.abs(best - line) ? each : best));
  return { path: file.path, side, line: nearest };
}

/** The file that a comment's path names now, also when it was renamed since. */
export const fileOf = (files: readonly DiffFile[], path: string): DiffFile | undefined =>
  files.find((file) => file.path === path) ?? files.find((file) => file.oldPath === path);
