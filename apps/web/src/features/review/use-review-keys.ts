'use client';
import { useCallback } from 'react';
import { usePageKeys } from '#lib/page-keys.ts';
import type { DiffFile, LinePlace } from './diff/diff-file.ts';
import { useReview } from './review-store.ts';
import { nextAmong, nextChange, nextFile, nextLine } from './steps.ts';

interface ReviewKeys {
  files: readonly DiffFile[];
  /** Lines that something was said of. */
  comments: readonly LinePlace[];
  mayComment: boolean;
  onSettle(line: LinePlace): void;
  onViewed(path: string): void;
  onKeys(): void;
}

/** The keys of the review. */
export const useReviewKeys = (keys: ReviewKeys): void =>
  usePageKeys(useCallback((key) => press(key, keys), [keys]));

function press(key: string, keys: ReviewKeys): boolean {
  const { files, comments, onViewed, onKeys } = keys;
  const { cursor, target, view, goTo, choose, openForm, setView, toggleSpace, toggleOpenOnly } =
    useReview.getState();
  const here = cursor?.path ?? target?.path ?? null;
  const at = { cursor, path: here };
  switch (key) {
    case 'n':
      return visit(nextChange(files, at, 1));
    case 'p':
      return visit(nextChange(files, at, -1));
    case 'J':
      return visit(nextLine(files, at, 1));
    case 'K':
      return visit(nextLine(files, at, -1));
    case 'm':
      return visit(nextAmong(files, at, comments, 1));
    case 'M':
      return visit(nextAmong(files, at, comments, -1));
    case 'j':
    case 'k': {
      const file = nextFile(files, here, key === 'j' ? 1 : -1);
      if (file === undefined) return false;
      choose(null);
      goTo(file.path, null);
      return true;
    }
    case 'v':
      if (here !== null) onViewed(here);
      return true;
    case 'c':
      if (keys.mayComment && cursor !== null) openForm(cursor);
      return true;
    case 'r':
      if (keys.mayComment && cursor !== null) keys.onSettle(cursor);
      return true;
    case 'o':
      toggleOpenOnly();
      return true;
    case 'u':
      setView(view === 'split' ? 'unified' : 'split');
      return true;
    case 'w':
      toggleSpace();
      return true;
    case '?':
      onKeys();
      return true;
    case 'Escape':
      if (cursor === null) return false;
      choose(null);
      return true;
    default:
      return false;
  }
}

function visit(place: LinePlace | undefined): boolean {
  if (place !== undefined) useReview.getState().goTo(place.path, place);
  return true;
}
