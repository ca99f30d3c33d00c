import type { RunnerAnswer } from '@overmind/contracts/frames/questions';
import { GitError } from '../workspace/git.ts';

export const refused = (detail: string): RunnerAnswer => ({
  kind: 'refused',
  detail: detail.slice(0, 1_000),
});

/** What git refuses is an answer; what is the runner's own fault is thrown. */
export async function orRefused(work: () => Promise<RunnerAnswer>): Promise<RunnerAnswer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof GitError) return refused(error.message);
    throw error;
  }
}

/** As much of a list of paths as an answer holds. */
export const shownPaths = (paths: readonly string[]): string[] =>
  paths.slice(0, 200).map((path) => path.slice(0, 4_096));
