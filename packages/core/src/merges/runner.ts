import type { Runner } from '@overmind/contracts/entities/runner';
import type { RunnerAnswer } from '@overmind/contracts/frames/questions';
import { findRunner, listRunnerRows } from '@overmind/db/queries/execution/runners';
import { rootsHold } from '@overmind/domain/scheduling/roots';
import type { Core } from '../core.ts';

const holdsNow = ({ status, allowed_roots }: Runner, repoPath: string): boolean =>
  (status === 'online' || status === 'draining') && rootsHold(allowed_roots, repoPath);

/** A runner that is there and holds the repository. */
export const findHolder = async (core: Core, repoPath: string): Promise<Runner | null> =>
  (await listRunnerRows(core.db)).find((runner) => holdsNow(runner, repoPath)) ?? null;

export type Workplace = { runner: Runner } | { runner: null; waitsFor: string };

/**
 * The runner that did the work. Others may hold a clone of their own at the same path, without its commits: they are
 * only asked once that one is revoked.
 */
export async function findWorkplace(
  core: Core,
  repoPath: string,
  workedId: string | null,
): Promise<Workplace> {
  const worked = workedId === null ? null : await findRunner(core.db, workedId);
  const runner = worked === null ? await findHolder(core, repoPath) : worked;
  if (runner !== null && holdsNow(runner, repoPath)) return { runner };
  return { runner: null, waitsFor: worked === null ? nobodyHolds(repoPath) : isAway(worked, repoPath) };
}

/** Whether an answer of this runner may still come. */
export async function mayAnswer(core: Core, runnerId: string): Promise<boolean> {
  const runner = await findRunner(core.db, runnerId);
  return runner !== null && runner.status !== 'offline';
}

const nobodyHolds = (repoPath: string): string =>
  `Waits for a runner that holds ${repoPath}; the one that did the work was revoked.`;

const isAway = ({ name }: Runner, repoPath: string): string =>
  `Waits for the runner ${name}, where the work was done. Start it with ${repoPath} among its folders; once it is revoked, another that holds ${repoPath} is asked.`;

/** Why a runner has not done what it was asked for. */
export const wordsOf = (answer: RunnerAnswer): string =>
  answer.kind === 'refused' ? answer.detail : 'The runner is of an older version; update it.';
