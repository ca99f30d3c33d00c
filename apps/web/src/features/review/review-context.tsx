'use client';
import type { Run } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import { createContext, useContext } from 'react';
import type { DiffFile } from './diff/diff-file.ts';

/** What is reviewed: one result of a task, pinned to the commit that is on screen. */
export interface Reviewed {
  task: Task;
  run: Run;
  latestRunId: string;
  showNewest(): void;
  baseCommit: string | null;
  headCommit: string | null;
  files: readonly DiffFile[];
  /** Its changes were kept once and are not any more, so that there is nothing left to judge by. */
  areFilesRemoved: boolean;
  isTruncated: boolean;
  artifactId: string | null;
}

export const ReviewContext = createContext<Reviewed | null>(null);

export function useReviewed(): Reviewed {
  const reviewed = useContext(ReviewContext);
  if (reviewed === null) throw new Error('Used outside of a review.');
  return reviewed;
}
