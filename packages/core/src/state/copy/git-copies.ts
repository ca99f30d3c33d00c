import { join } from 'node:path';
import type { StateCopyToSave } from '@overmind/db/queries/projects/state-copies';
import type { StateCopies, VersionSource } from './copies.ts';
import { describeDivergence, type Refs, readRefs, setAside } from './diverged.ts';
import { GitFailed, GitMissing } from './git.ts';
import { type Held, importVersions } from './import-versions.ts';
import { brokenNotice, describeGap, problemOf } from './problems.ts';
import { hasBroken, isBroken, moveBrokenAway, openRepository } from './repository.ts';
import { verifyBranch } from './verify.ts';

/*
 * One bare repository for each project, with a commit for each version. Commits are made from the rows alone,
 * so that a copy built anew has the same hashes, and a branch that ends in the hash last seen is known to be
 * whole without reading it. Where branch and database differ the database is right: what the branch has beyond
 * it goes to a branch "diverged/…", which stands until a person deletes it. All objects are read once a day and
 * whenever something fails; a repository that git finds damaged is moved away, and made anew.
 */

const nothing: Held = { version: 0, head: null };
const readAllEveryMs = 24 * 3_600_000;

/** Copies on this machine's disk, at `projects/<id>/state.git` below the root. */
export class GitStateCopies implements StateCopies {
  readonly startedAt = new Date();
  readonly #root: string;
  /** When all of a project's copy was last read by this process. */
  readonly #readAllAt = new Map<string, number>();

  constructor(root: string) {
    this.#root = root;
  }

  async bring(
    projectId: string,
    known: StateCopyToSave | null,
    source: VersionSource,
  ): Promise<StateCopyToSave> {
    const where = `projects/${projectId}/state.git`;
    const gitDir = join(this.#root, where);
    try {
      await this.#readAll(projectId, gitDir);
      return await followOrRebuild(gitDir, where, known, source);
    } catch (error) {
      if (!isOurs(error)) throw error;
      const { version = null, head = null } = known ?? {};
      return { status: 'failed', version, head, problem: problemOf(error, where) };
    }
  }

  async #readAll(projectId: string, gitDir: string): Promise<void> {
    const isRead = Date.now() - (this.#readAllAt.get(projectId) ?? 0) < readAllEveryMs;
    if (isRead) return;
    if (await isBroken(gitDir)) await moveBrokenAway(gitDir);
    this.#readAllAt.set(projectId, Date.now());
  }
}

const isFileError = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && 'path' in error;

/** What git or the disk said, not the database. */
const isOurs = (error: unknown): boolean =>
  error instanceof GitMissing || error instanceof GitFailed || isFileError(error);

async function followOrRebuild(
  gitDir: string,
  where: string,
  known: StateCopyToSave | null,
  source: VersionSource,
): Promise<StateCopyToSave> {
  try {
    return await follow(gitDir, where, known, source);
  } catch (error) {
    if (!isOurs(error) || !(await isBroken(gitDir))) throw error;
    await moveBrokenAway(gitDir);
    return follow(gitDir, where, known, source);
  }
}

async function follow(
  gitDir: string,
  where: string,
  known: StateCopyToSave | null,
  source: VersionSource,
): Promise<StateCopyToSave> {
  await openRepository(gitDir);
  let refs = await readRefs(gitDir);
  const start = await findStart(gitDir, refs, known, source);
  if (!start.isWhole && refs.main !== null) {
    await setAside(gitDir, refs.main, start.held, new Date());
    refs = await readRefs(gitDir);
  }
  const { version, head, count } =
    start.held.version < source.latest
      ? await importVersions(gitDir, start.held, source)
      : { ...start.held, count: 0 };
  const divergence = await describeDivergence(gitDir, refs.diverged);
  const isGapless = start.isAsSeen && !known?.problem && start.held.version + count === source.latest;
  const problems = [
    divergence,
    hasBroken(gitDir) ? brokenNotice(where) : null,
    isGapless ? null : await describeGap(gitDir, source.latest),
  ].filter((problem) => problem !== null);
  return {
    ...{ version, head },
    status: divergence === null ? 'in_step' : 'diverged',
    problem: problems.length > 0 ? problems.join(' ') : null,
  };
}

interface Start {
  held: Held;
  isWhole: boolean;
  /** It stands where it was last seen, so that nothing was read. */
  isAsSeen: boolean;
}

/** Where the copy goes on: from what was last seen, or from as far as it agrees with the database. */
async function findStart(
  gitDir: string,
  { main, diverged }: Refs,
  known: StateCopyToSave | null,
  source: VersionSource,
): Promise<Start> {
  if (main === null) return { held: nothing, isWhole: true, isAsSeen: false };
  const isThere = known?.head === main && known.version !== null && known.version <= source.latest;
  const isSettled = (known?.status === 'diverged') === diverged.length > 0 && known?.status !== 'failed';
  if (isThere && isSettled)
    return { held: { version: known.version ?? 0, head: main }, isWhole: true, isAsSeen: true };
  return { ...(await verifyBranch(gitDir, source)), isAsSeen: false };
}
