import { Readable } from 'node:stream';
import type { StateCommitRow } from '@overmind/db/queries/projects/state-copies';
import { commitHash, fileName, messageOf, signatureOf } from './commit-object.ts';
import type { VersionSource } from './copies.ts';
import { GitFailed, git } from './git.ts';

/** A version that the copy holds, by its commit; of none when `head` is null. */
export interface Held {
  version: number;
  head: string | null;
}

/** So many versions go into the copy at once, and stand there together or not at all. */
const sliceSize = 500;
/** Loose objects and tags of so many versions are packed. */
const packEvery = 256;

const importRef = 'refs/overmind/import';
const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;

function* streamOf(rows: readonly StateCommitRow[], parent: string | null): Generator<string> {
  yield 'feature done\n';
  for (const [index, row] of rows.entries()) {
    yield `commit ${importRef}\nauthor ${signatureOf(row)}\ncommitter ${signatureOf(row)}\n`;
    yield data(messageOf(row));
    if (index === 0 && parent !== null) yield `from ${parent}\n`;
    yield `M 100644 inline ${fileName}\n${data(row.content)}`;
  }
  yield 'done\n';
}

/** Tags first, the branch last: a copy that is cut off repeats the same commits under the same tags. */
async function moveRefs(gitDir: string, rows: readonly StateCommitRow[], from: Held): Promise<Held> {
  let held = from;
  const tags: string[] = [];
  for (const row of rows) {
    held = { version: row.version, head: commitHash(row, held.head) };
    tags.push(`update refs/tags/v${held.version} ${held.head}\n`);
  }
  // A tag that a power cut spoils is no loss, and 500 of them would wait for the disk one by one.
  await git(gitDir, ['-c', 'core.fsync=none', 'update-ref', '--stdin'], tags.join(''));
  const moves = [
    `delete ${importRef}\n`,
    `update refs/heads/main ${held.head} ${from.head ?? '0'.repeat(40)}\n`,
  ];
  await git(gitDir, ['update-ref', '--stdin'], moves.join(''));
  return held;
}

async function importSlice(gitDir: string, rows: readonly StateCommitRow[], from: Held): Promise<Held> {
  // The branch of an import that was cut off is of no use.
  await git(gitDir, ['update-ref', '-d', importRef]);
  const stream = Readable.from(streamOf(rows, from.head));
  await git(gitDir, ['fast-import', '--quiet', '--done', '--date-format=raw'], stream);
  return moveRefs(gitDir, rows, from);
}

async function pack(gitDir: string): Promise<void> {
  try {
    await git(gitDir, ['gc', '--quiet', '--prune=now']);
  } catch (error) {
    // Only space is lost; what was copied stands, and the next turn packs it.
    if (!(error instanceof GitFailed)) throw error;
  }
}

/** Commits every version of the source above what is held, oldest first; answers what is held then. */
export async function importVersions(
  gitDir: string,
  from: Held,
  source: VersionSource,
): Promise<Held & { count: number }> {
  let held = from;
  let count = 0;
  let slice: StateCommitRow[] = [];
  const flush = async () => {
    if (slice.length === 0) return;
    held = await importSlice(gitDir, slice, held);
    count += slice.length;
    slice = [];
  };
  for await (const row of source.after(from.version)) {
    slice.push(row);
    if (slice.length === sliceSize) await flush();
  }
  await flush();
  const isDue = Math.floor(held.version / packEvery) > Math.floor(from.version / packEvery);
  if (isDue) await pack(gitDir);
  return { ...held, count };
}
