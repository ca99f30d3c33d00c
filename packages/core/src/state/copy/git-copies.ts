import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { StateCopyToSave } from '@overmind/db/queries/projects/state-copies';
import type { StateCopies, VersionSource } from './copies.ts';
import { describeDivergence, type Refs, readRefs, setAside } from './diverged.ts';
import { GitFailed, GitMissing, git } from './git.ts';
import { type Held, importVersions } from './import-versions.ts';
import { noteWriter, removeStaleLocks } from './stale-locks.ts';
import { verifyBranch } from './verify.ts';

/*
 * One bare repository for each project, with a commit for each version. Commits are made from the rows alone,
 * so that a copy built anew has the same hashes, and a branch that ends in the hash last seen is known to be
 * whole without reading it. Where branch and database differ the database is right: what the branch has beyond
 * it goes to a branch "diverged/…", which stands until a person deletes it.
 */

const nothing: Held = { version: 0, head: null };

/** Made elsewhere and moved, so that it is there whole or not at all. */
async function makeRepository(gitDir: string): Promise<void> {
  const draft = `${gitDir}.init`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  const form = ['--object-format=sha1', '--initial-branch=main', '--template='];
  await git(draft, ['init', '--quiet', '--bare', ...form]);
  await rename(draft, gitDir);
}

async function openRepository(gitDir: string): Promise<void> {
  if (!existsSync(gitDir)) await makeRepository(gitDir);
  await removeStaleLocks(gitDir);
  await noteWriter(gitDir);
}

function problemOf(error: unknown, where: string): string {
  if (error instanceof GitMissing)
    return 'Git is not installed on the server. Install git; the copy is then made by itself.';
  if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT'))
    return 'The disk is full. Free some space; the copy is then made by itself.';
  const words = error instanceof Error ? error.message : String(error);
  return `The copy could not be written: ${words} It is tried again every minute. If this stays, move ${where} in the data folder away; the copy is built anew from the database.`;
}

/** Copies on this machine's disk, at `projects/<id>/state.git` below the root. */
export class GitStateCopies implements StateCopies {
  readonly startedAt = new Date();
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async bring(
    projectId: string,
    known: StateCopyToSave | null,
    source: VersionSource,
  ): Promise<StateCopyToSave> {
    const where = `projects/${projectId}/state.git`;
    try {
      return await this.#follow(join(this.#root, where), known, source);
    } catch (error) {
      const isOurs = error instanceof GitMissing || error instanceof GitFailed || isFileError(error);
      if (!isOurs) throw error;
      const { version = null, head = null } = known ?? {};
      return { status: 'failed', version, head, problem: problemOf(error, where) };
    }
  }

  async #follow(
    gitDir: string,
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
    const gap = start.count === null ? (known?.problem ?? null) : gapOf(start.count + count, source.latest);
    return {
      ...{ version, head },
      status: divergence === null ? 'in_step' : 'diverged',
      problem: divergence ?? gap,
    };
  }
}

const isFileError = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && 'path' in error;

interface Start {
  held: Held;
  isWhole: boolean;
  /** How many versions the branch holds; null when nobody counted. */
  count: number | null;
}

/** Where the copy goes on: from what was last seen, or from as far as it agrees with the database. */
async function findStart(
  gitDir: string,
  { main, diverged }: Refs,
  known: StateCopyToSave | null,
  source: VersionSource,
): Promise<Start> {
  if (main === null) return { held: nothing, isWhole: true, count: 0 };
  const isAsSeen = known?.head === main && known.version !== null && known.version <= source.latest;
  const isSettled = (known?.status === 'diverged') === diverged.length > 0 && known?.status !== 'failed';
  if (isAsSeen && isSettled)
    return { held: { version: known.version ?? 0, head: main }, isWhole: true, count: null };
  return verifyBranch(gitDir, source);
}

function gapOf(held: number, latest: number): string | null {
  if (held >= latest) return null;
  return `The copy holds ${held} of ${latest} versions: the others had been dropped by retention when it was built.`;
}
