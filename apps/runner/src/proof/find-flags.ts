import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunFlag, RunJob } from '@overmind/contracts/entities/run';
import { changedChecks } from '@overmind/domain/proof/changed-checks';
import { weakenedTests } from '@overmind/domain/proof/weakened-tests';
import type { SpooledArtifact } from '../spool/run-spool.ts';

const longestBytes = 8 * 1024 * 1024;
const mostFlags = 200;

/** What the run did to its own proof, read from the diff that was just written into its folder. */
export async function findFlags(
  folder: string,
  artifacts: readonly SpooledArtifact[],
  job: Pick<RunJob, 'checks'>,
): Promise<RunFlag[]> {
  const artifact = artifacts.find(({ kind }) => kind === 'diff');
  if (artifact === undefined) return [];
  if (artifact.size_bytes > longestBytes) {
    const text = 'The diff is too long to be looked through for weakened tests.';
    return [{ kind: 'check_changed', path: artifact.name, line: null, text }];
  }
  const diff = await readFile(join(folder, artifact.file), 'utf8');
  return [...weakenedTests(diff), ...changedChecks(diff, job.checks)].slice(0, mostFlags);
}

/** Files that the checks or the teardown changed after the result was written down. */
export const lateFlags = (paths: readonly string[]): RunFlag[] =>
  paths.slice(0, mostFlags).map((path) => ({
    ...{ kind: 'changed_later', path: path.slice(0, 4_096), line: null },
    text: 'Changed by the checks or the teardown, after the work. The result holds it as the work left it.',
  }));

/** Branches and tags that had to be put back, by name. */
export const branchFlags = (names: readonly string[]): RunFlag[] =>
  names.slice(0, mostFlags).map((name) => ({
    ...{ kind: 'branch_restored', path: name.slice(0, 4_096), line: null },
    text: 'It vanished while this run went on without a sandbox, and was put back where it stood.',
  }));
