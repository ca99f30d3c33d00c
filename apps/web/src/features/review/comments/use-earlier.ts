'use client';
import type { ReviewComment } from '@overmind/contracts/entities/merge';
import { listReviewComments } from '@overmind/contracts/routes/merges';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTaskRuns } from '#features/tasks/use-task.ts';
import { routeOptions } from '#lib/api/use-route.ts';
import { useReviewed } from '../review-context.tsx';
import { type EarlierComment, findEarlier } from './earlier.ts';

const mostAttempts = 10;

const itemsOf = (results: readonly { data: { items: ReviewComment[] } | undefined }[]) =>
  results.map(({ data }) => data?.items);

/** What was said of earlier attempts at the task, the latest attempt first, each at its line of this one. */
export function useEarlierComments(): readonly EarlierComment[] {
  const { task, run, files } = useReviewed();
  const { runs } = useTaskRuns(task.id);
  const before = runs.filter(({ attempt }) => attempt < run.attempt).slice(0, mostAttempts);
  const ids = before.map(({ id }) => id).join(',');
  const attempts = before.map(({ attempt }) => attempt).join(',');
  const pages = useQueries({
    queries: before.map(({ id }) => routeOptions(listReviewComments, { params: { id } })),
    combine: itemsOf,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the runs change with every line they print; what is asked here is which they are
  return useMemo(
    () =>
      findEarlier(
        files,
        before.map(({ attempt }, index) => ({ attempt, comments: pages[index] ?? [] })),
      ),
    [files, ids, attempts, pages],
  );
}
