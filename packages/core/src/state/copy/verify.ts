import type { StateCommitRow } from '@overmind/db/queries/projects/state-copies';
import { commitHash } from './commit-object.ts';
import type { VersionSource } from './copies.ts';
import { git } from './git.ts';
import type { Held } from './import-versions.ts';

interface Commit {
  hash: string;
  parents: string;
  version: number | null;
}

const fields = '%H%x00%P%x00%(trailers:key=Version,valueonly,separator=%x2C)';
const versionOf = (text: string): number | null => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : null);

/** Commits of a range, newest first. */
export async function listCommits(
  gitDir: string,
  range: readonly string[],
  limit?: number,
): Promise<Commit[]> {
  const most = limit === undefined ? [] : [`--max-count=${limit}`];
  const args = ['log', '--topo-order', `--format=${fields}`, ...most, '--end-of-options', ...range];
  const printed = await git(gitDir, args);
  return printed
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [hash = '', parents = '', version = ''] = line.split('\0');
      return { hash, parents, version: versionOf(version) };
    });
}

/** Reads the source in step with the commits. */
class Rows {
  readonly #rows: AsyncIterator<StateCommitRow>;
  #next: Promise<IteratorResult<StateCommitRow, unknown>>;

  constructor(source: VersionSource) {
    this.#rows = source.after(0)[Symbol.asyncIterator]();
    this.#next = this.#rows.next();
  }

  async peek(): Promise<StateCommitRow | null> {
    const { value, done } = await this.#next;
    return done === true ? null : (value as StateCommitRow);
  }

  advance(): void {
    this.#next = this.#rows.next();
  }

  async close(): Promise<void> {
    await this.#next;
    await this.#rows.return?.();
  }
}

/** Whether the next commit is the database's next version, or one that retention has dropped since. */
async function belongs(commit: Commit, held: Held, rows: Rows, latest: number): Promise<boolean> {
  const { version } = commit;
  if (version === null || version <= held.version || version > latest) return false;
  if (commit.parents !== (held.head ?? '')) return false;
  const row = await rows.peek();
  if (row === null || row.version > version) return version < latest;
  if (row.version < version || commitHash(row, held.head) !== commit.hash) return false;
  rows.advance();
  return true;
}

/** How much of the branch says what the database says, from its first commit on. */
export async function verifyBranch(
  gitDir: string,
  source: VersionSource,
): Promise<{ held: Held; isWhole: boolean }> {
  const commits = (await listCommits(gitDir, ['refs/heads/main'])).reverse();
  const rows = new Rows(source);
  let held: Held = { version: 0, head: null };
  try {
    for (const commit of commits) {
      if (!(await belongs(commit, held, rows, source.latest))) return { held, isWhole: false };
      held = { version: commit.version ?? 0, head: commit.hash };
    }
    return { held, isWhole: true };
  } finally {
    await rows.close();
  }
}
