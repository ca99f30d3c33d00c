'use client';
import type { Run } from '@overmind/contracts/entities/run';
import { getRunDiff } from '@overmind/contracts/routes/runs';
import { useMemo } from 'react';
import { useRoute } from '#lib/api/use-route.ts';
import type { DiffFile } from './diff/diff-file.ts';
import { parseDiff } from './diff/parse-diff.ts';
import { withoutSpaceChanges } from './diff/whitespace.ts';
import { filesInOrder, treeOf } from './files/tree.ts';
import { useReview } from './review-store.ts';

const none: readonly DiffFile[] = [];

/** What a run changed, by file, in the order of their tree. It never changes once a run has ended. */
export function useDiff(runId: string | null) {
  const answer = useRoute(
    getRunDiff,
    { params: { id: runId ?? '' } },
    { enabled: runId !== null, staleTime: Number.POSITIVE_INFINITY },
  );
  const text = answer.data?.diff;
  const files = useMemo(() => (text === undefined ? none : filesInOrder(treeOf(parseDiff(text)))), [text]);
  return { ...answer, files };
}

/** Whether a run changed files of which nothing is kept any more; a folder without git has no commits to tell it by. */
export function areFilesRemoved(run: Run, diff: { diff: string; artifact_id: string | null }): boolean {
  if (diff.artifact_id !== null || diff.diff !== '') return false;
  return run.head_commit === null
    ? (run.metrics.files_changed ?? 0) > 0
    : run.head_commit !== run.base_commit;
}

/** The files as they are to be shown: with or without changes of white space. */
export function useShownFiles(files: readonly DiffFile[]): readonly DiffFile[] {
  const isSpaceHidden = useReview((state) => state.isSpaceHidden);
  return useMemo(
    () =>
      isSpaceHidden
        ? files
            .map(withoutSpaceChanges)
            .filter((file, index) => file.hunks.length > 0 || files[index]?.hunks.length === 0)
        : files,
    [files, isSpaceHidden],
  );
}
