import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { isSecretPath } from '../../sandbox/secrets/deny-list.ts';
import { listChanges } from '../../workspace/changes/changed-files.ts';
import { openPlainView, type PlainView } from '../../workspace/changes/plain-view.ts';
import { GitError, git, gitCommand } from '../../workspace/git.ts';
import { removeTree } from '../../workspace/remove-tree.ts';
import type { Workspace } from '../../workspace/worktree.ts';

const mostDiffChars = 120_000;
const mostExcluded = 200;

/** The files of a result, in a folder of their own, and what they change. */
export interface ResultTree extends AsyncDisposable {
  folder: string;
  /** Without files of the deny list; cut where it is long, and then says so. */
  diff: string;
}

/**
 * Writes the result of a run down as files, byte by byte as they will be committed: what git ignores, and what checks
 * wrote meanwhile, is not among them, nor is any file of the deny list. The caller disposes of it. Throws GitError.
 */
export async function openResultTree(
  workspace: Workspace,
  tree: string,
  runFolder: string,
): Promise<ResultTree> {
  const folder = join(runFolder, 'result');
  const index = join(runFolder, 'result.index');
  const remove = (): Promise<void> => removeTree(folder);
  await remove();
  await mkdir(folder, { mode: 0o700 });
  try {
    await using view = await openPlainView(workspace, runFolder);
    await writeFiles(tree, view, { folder, index });
    return { folder, diff: await diffOf(workspace, tree, view), [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  } finally {
    for (const path of [index, `${index}.lock`]) await rm(path, { force: true });
  }
}

async function writeFiles(
  tree: string,
  { place, call: plain }: PlainView,
  { folder, index }: { folder: string; index: string },
): Promise<void> {
  const call = { ...plain, env: { ...plain.env, GIT_INDEX_FILE: index } };
  await git(['read-tree', tree], place, call);
  const listed = await git(['ls-files', '-z'], place, { ...call, encoding: 'latin1' });
  const secrets = listed.split('\0').filter((path) => isSecretPath(Buffer.from(path, 'latin1').toString()));
  const input = Buffer.from(secrets.map((path) => `${path}\0`).join(''), 'latin1');
  if (secrets.length > 0)
    await git(['update-index', '-z', '--force-remove', '--stdin'], place, { ...call, input });
  await git(['checkout-index', '--all', '--force', '--quiet', `--prefix=${folder}/`], place, call);
}

async function diffOf(workspace: Workspace, tree: string, view: PlainView): Promise<string> {
  const changed = await listChanges(workspace, workspace.base_commit, tree);
  if (changed.length === 0) return '(nothing was changed)';
  const secrets = changed.map(({ path }) => path).filter(isSecretPath);
  if (secrets.length > mostExcluded)
    return '(too many files of the change must not be read; look at the files)';
  const args = ['diff', '--no-color', '--no-ext-diff', '--no-textconv', '--no-renames', '--patch'];
  const range = ['--end-of-options', workspace.base_commit, tree, '--', '.'];
  const excluded = secrets.map((path) => `:(exclude,literal,top)${path}`);
  const { file, argv, options } = gitCommand([...args, ...range, ...excluded], view.place, {
    ...view.call,
    isRead: true,
  });
  const found = await execa(file, argv, { ...options, reject: false, maxBuffer: mostDiffChars });
  if (found.failed && !found.isMaxBuffer)
    throw new GitError(
      `git diff: ${found.stderr.slice(-1_000) || 'it said nothing'}`,
      found.exitCode ?? null,
    );
  const notes = [
    ...(found.isMaxBuffer ? ['(the change is longer; read the files)'] : []),
    ...(secrets.length > 0 ? [`(${secrets.length} changed files must not be read)`] : []),
  ];
  return [found.stdout, ...notes].join('\n');
}
