import type { Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { codeOf } from '../../log.ts';
import { filtersOff, git } from '../git.ts';
import { joinEntries } from '../snapshot/edit-tree.ts';
import { placeOf, type Workspace } from '../worktree.ts';
import { listUntracked } from './untracked-files.ts';

/** A tracked file or link in a workspace. */
export interface TrackedFile {
  /** As the index knows it, each byte a character: `<mode> <object> 0\t<path>`. */
  line: string;
  /** For people and rules. */
  path: string;
  isLink: boolean;
  /** Git passes over what stands on the disk for it. */
  isSkipped: boolean;
}

/** Once files are set aside, what is to be put back is known by the index alone. */
const durableIndex: readonly [string, string][] = [['core.fsync', 'committed,index']];

const form = /^(\S) (1[02]0\d{3}) \S+ 0\t(.+)$/s;

/** The tracked files of a workspace that are meant. Submodules are none, and conflicts are a person's to solve. */
export async function listTracked(
  workspace: Workspace,
  isMeant: (path: string) => boolean,
  env: Record<string, string> = {},
): Promise<TrackedFile[]> {
  const args = ['ls-files', '-z', '-t', '--stage'];
  const listed = await git(args, placeOf(workspace), { env, isRead: true, encoding: 'latin1' });
  return listed.split('\0').flatMap((entry) => {
    const [, tag, mode, bytes] = form.exec(entry) ?? [];
    if (bytes === undefined) return [];
    const path = Buffer.from(bytes, 'latin1').toString();
    const file = { line: entry.slice(2), path, isLink: mode === '120000', isSkipped: tag === 'S' };
    return isMeant(path) ? [file] : [];
  });
}

/** Tracks what is meant among the files that git does not know: what is tracked can be set aside and put back. */
export async function trackOthers(workspace: Workspace, isMeant: (path: string) => boolean): Promise<void> {
  const listed = await listUntracked(workspace);
  await addToIndex(
    workspace,
    listed.filter((name) => isMeant(Buffer.from(name, 'latin1').toString())),
  );
}

/** Has the index know files as they stand now, so that they are put back like that. */
export const trackAsTheyStand = (workspace: Workspace, files: readonly TrackedFile[]): Promise<void> =>
  addToIndex(workspace, files.map(nameOf));

/** Where a link has taken the place of a folder, or the other way round, what the index knew there goes. */
async function addToIndex(workspace: Workspace, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const place = placeOf(workspace);
  const call = { extraConfig: await filtersOff(place), input: joinEntries(names) };
  await git(['update-index', '-z', '--add', '--replace', '--stdin'], place, call);
}

/** Has git pass over files, so that they count neither as changed nor as deleted while they are set aside. */
export async function lookAway(workspace: Workspace, files: readonly TrackedFile[]): Promise<void> {
  if (files.length === 0) return;
  const call = { extraConfig: durableIndex, input: joinEntries(files.map(nameOf)) };
  await git(['update-index', '-z', '--skip-worktree', '--stdin'], placeOf(workspace), call);
}

/** Files as they were in disk and index, whatever was done meanwhile; `onlyMissing` leaves those that stand there. */
export async function putBack(
  workspace: Workspace,
  files: readonly TrackedFile[],
  { onlyMissing }: { onlyMissing: boolean },
): Promise<void> {
  if (files.length === 0 || !(await isThere(Buffer.from(workspace.path)))) return;
  const place = placeOf(workspace);
  const call = { extraConfig: await filtersOff(place) };
  const lines = joinEntries(files.map(({ line }) => line));
  await git(['update-index', '-z', '--index-info'], place, { ...call, input: lines });
  const meant: TrackedFile[] = [];
  for (const file of files) if (!onlyMissing || !(await isThere(diskPath(workspace, file)))) meant.push(file);
  if (meant.length === 0) return;
  const input = joinEntries(meant.map(nameOf));
  await git(['checkout-index', '--force', '-u', '-z', '--stdin'], place, { ...call, input });
}

/** Where a file stands: names are bytes, because not all of them are UTF-8. */
export const diskPath = (workspace: Workspace, file: TrackedFile): Buffer =>
  Buffer.concat([Buffer.from(`${workspace.path}/`), Buffer.from(nameOf(file), 'latin1')]);

/** Nothing stands there for a file, or an empty one. */
export async function isBlank(workspace: Workspace, file: TrackedFile): Promise<boolean> {
  const found = await findThere(diskPath(workspace, file));
  return found === null || (found.isFile() && found.size === 0);
}

const nameOf = ({ line }: TrackedFile): string => line.slice(line.indexOf('\t') + 1);

const isThere = async (path: Buffer): Promise<boolean> => (await findThere(path)) !== null;

async function findThere(path: Buffer): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return null;
    throw error;
  }
}
