'use client';
import { useMemo } from 'react';
import { useReviewed } from '../review-context.tsx';
import { useReview } from '../review-store.ts';
import { onlyOpen, type Said } from './open-comments.ts';
import { useComments } from './use-comments.ts';
import { useEarlierComments } from './use-earlier.ts';

/** All that was said of the result on screen, and what of it is shown: everything, or only what is open. */
export function useSaid(): { all: Said; shown: Said } {
  const { run } = useReviewed();
  const comments = useComments(run.id);
  const earlier = useEarlierComments();
  const isOpenOnly = useReview((state) => state.isOpenOnly);
  return useMemo(() => {
    const all = { comments, earlier };
    return { all, shown: isOpenOnly ? onlyOpen(all) : all };
  }, [comments, earlier, isOpenOnly]);
}
