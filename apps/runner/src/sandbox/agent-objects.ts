import { readFile, writeFile } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { codeOf } from '../log.ts';
import { git, tryGit } from '../workspace/git.ts';
import { listTracked } from '../workspace/set-aside/tracked-files.ts';
import { joinEntries } from '../workspace/snapshot/edit-tree.ts';
import { placeOf, type Workspace } from '../workspace/worktree.ts';
import type { Mount } from './sandbox.ts';

/** The objects and refs an agent's git sees. */
export interface AgentObjects {
  /** As `packed-refs` holds them. */
  refs: string;
  /** Other folders in which objects stand; they are shown read-only. */
  mounts: Mount[];
}

/** All the repository's objects, where they stand. */
export async function borrowObjects(workspace: Workspace, folder: string): Promise<AgentObjects> {
  const objects = join(workspace.common_dir, 'objects');
  await writeFile(join(folder, 'objects/info/alternates'), `${objects}\n`);
  const stores = await objectStores(objects);
  return {
    refs: await git(['for-each-ref', refFormat], placeOf(workspace), { isRead: true }),
    mounts: stores.map((path) => ({ kind: 'read', path })),
  };
}

/**
 * One commit of the agent's own, with the files that are worked on and nothing before it: where secrets were
 * committed, they are in the history too. The hidden files are empty in it, as they are on the disk.
 */
export async function copyAsOneCommit(
  workspace: Workspace,
  folder: string,
  hidden: readonly string[],
): Promise<AgentObjects> {
  const place = placeOf(workspace);
  const env = {
    GIT_INDEX_FILE: join(folder, 'index'),
    GIT_OBJECT_DIRECTORY: join(folder, 'objects'),
    GIT_ALTERNATE_OBJECT_DIRECTORIES: join(workspace.common_dir, 'objects'),
    ...identity,
  };
  await emptyInIndex(workspace, hidden, env);
  const tree = await git(['write-tree'], place, { env });
  const subject = await git(['log', '-1', '--format=%s', 'HEAD'], place, { isRead: true });
  const commit = await git(['commit-tree', tree, '-F', '-'], place, { env, input: `${subject}\n` });
  const listed = await git(['ls-tree', '-r', '-t', '-z', tree], place, { env, isRead: true });
  const objects = listed
    .split('\0')
    .flatMap((line) => /^\d+ (?:tree|blob) ([0-9a-f]+)\t/.exec(line)?.[1] ?? []);
  const input = `${[commit, tree, ...objects].join('\n')}\n`;
  const pack = join(folder, 'objects/pack/pack');
  await git(['pack-objects', '--quiet', pack], place, { env, input, timeoutMs: 600_000 });
  const names = await git(['for-each-ref', '--format=%(refname)', '--points-at=HEAD'], place, {
    isRead: true,
  });
  const refs = names.split('\n').filter((name) => name !== '');
  return { refs: refs.map((name) => `${commit} ${name}`).join('\n'), mounts: [] };
}

const identity = {
  ...{ GIT_AUTHOR_NAME: 'OvermindOps', GIT_AUTHOR_EMAIL: 'runner@agents.overmind.invalid' },
  ...{ GIT_COMMITTER_NAME: 'OvermindOps', GIT_COMMITTER_EMAIL: 'runner@agents.overmind.invalid' },
};

async function emptyInIndex(
  workspace: Workspace,
  hidden: readonly string[],
  env: Record<string, string>,
): Promise<void> {
  const place = placeOf(workspace);
  const empty = await git(['hash-object', '-w', '--stdin'], place, { env, input: '' });
  const files = await listTracked(workspace, (path) => hidden.includes(path), env);
  const lines = files.map(({ line }) => `${line.slice(0, 6)} ${empty}${line.slice(line.indexOf('\t'))}`);
  await git(['update-index', '-z', '--index-info'], place, { env, input: joinEntries(lines) });
  // Best effort: without it the agent's first status looks at each file once more.
  await tryGit(['update-index', '-q', '--refresh'], place, { env });
}

const refFormat = '--format=%(objectname) %(refname)';

/** The repository's objects, and those that it borrows from others. */
async function objectStores(objects: string, depth = 0): Promise<string[]> {
  const text = depth < 5 ? await readIfThere(join(objects, 'info/alternates')) : '';
  const borrowed = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const more = borrowed.map((path) => (isAbsolute(path) ? path : resolve(objects, path)));
  return [objects, ...(await Promise.all(more.map((path) => objectStores(path, depth + 1)))).flat()];
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  }
}
