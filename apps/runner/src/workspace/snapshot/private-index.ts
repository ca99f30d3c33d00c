import { copyFile, lstat, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../../log.ts';
import { listChanges } from '../changes/changed-files.ts';
import { filtersOff, type GitCall, GitError, git } from '../git.ts';
import { removeTree } from '../remove-tree.ts';
import { placeOf, type Workspace } from '../worktree.ts';
import { addAll, twice } from './add-files.ts';
import { joinEntries } from './edit-tree.ts';
import { besideWork, pathsOf } from './hidden-files.ts';

interface Entries {
  /** Tracked files that the runner keeps from agents, by their lines in the index. */
  hidden: readonly string[];
  submodules: readonly string[];
}

const deepestNesting = 10;

/** The index must say by itself what it knows of each file, and believe no file that could have changed. */
const honestIndex: readonly [string, string][] = [
  ['core.splitIndex', 'false'],
  ['core.untrackedCache', 'false'],
  ['core.trustctime', 'true'],
  ['core.checkStat', 'default'],
];

/**
 * An index of the runner's own, out of sight of sandboxed agents, that turns the files of a workspace into trees. It
 * begins as a copy of the workspace's index, taken before any process of a run, and so knows which files need no second
 * look and which the runner keeps from agents: those stay in every tree as they are in the index.
 */
export class PrivateIndex {
  readonly #workspace: Workspace;
  readonly #file: string;
  readonly #entries: Entries;
  readonly #said = new Set<string>();
  readonly #say: (sentence: string) => void;

  private constructor(workspace: Workspace, file: string, entries: Entries, say: (sentence: string) => void) {
    this.#workspace = workspace;
    this.#file = file;
    this.#entries = entries;
    this.#say = (sentence) => {
      if (!this.#said.has(sentence)) say(sentence);
      this.#said.add(sentence);
    };
  }

  static async open(
    workspace: Workspace,
    file: string,
    say: (sentence: string) => void,
  ): Promise<PrivateIndex> {
    const from = join(workspace.git_dir, 'index');
    await copyFile(from, file);
    // Git looks again at files that are as new as the index, so the copy must not seem newer.
    const { mtime } = await stat(from);
    await utimes(file, mtime, mtime);
    const listed = await git(['ls-files', '-z', '-t', '--stage'], placeOf(workspace), {
      ...{ isRead: true, encoding: 'latin1', env: { GIT_INDEX_FILE: file } },
    });
    const lines = listed.split('\0');
    const hidden = lines.flatMap((line) => /^S (\d+ \S+ 0\t.+)$/s.exec(line)?.[1] ?? []);
    const submodules = lines.flatMap((line) => /^\S 160000 \S+ 0\t(.+)$/s.exec(line)?.[1] ?? []);
    return new PrivateIndex(workspace, file, { hidden, submodules }, say);
  }

  /** The tree that the index says. */
  async tree(): Promise<string> {
    return git(['write-tree'], placeOf(this.#workspace), await this.#call());
  }

  /** The tree of the files as they stand now, without those that git ignores. No process may be changing them. */
  async snapshot({ opensNested }: { opensNested: boolean }): Promise<string> {
    await this.#requireWorkspace();
    const place = placeOf(this.#workspace);
    const call = await this.#call();
    let before = await git(['write-tree'], place, call);
    for (let depth = 0; ; depth++) {
      const tree = await this.#add('all', call);
      const files = await listChanges(this.#workspace, before, tree);
      const nested = files.filter((file) => file.isRepository && !file.before.startsWith('160000'));
      if (nested.length === 0 || !opensNested || depth === deepestNesting) return tree;
      before = await this.#openNested(
        nested.map(({ path }) => path),
        call,
      );
    }
  }

  /** The tree of the files that the index knows, as they stand now. */
  async again(): Promise<string> {
    return this.#add('known', await this.#call());
  }

  /** A scaffold that made a repository of its own: without this its files would be in no diff and no commit. */
  async #openNested(paths: readonly string[], call: GitCall): Promise<string> {
    const place = placeOf(this.#workspace);
    for (const path of paths) await removeTree(join(this.#workspace.path, path, '.git'));
    const input = paths.map((path) => `${path}\0`).join('');
    await git(['update-index', '-z', '--force-remove', '--stdin'], place, { ...call, input });
    return git(['write-tree'], place, call);
  }

  async #add(which: 'all' | 'known', call: GitCall): Promise<string> {
    const place = placeOf(this.#workspace);
    const present = await this.#shutNested(call);
    if (which === 'known') await twice(() => git(['add', '--update'], place, call));
    else await addAll({ place, call, standIn: this.#workspace.base_commit, say: this.#say });
    const names = joinEntries(present.filter((path) => this.#entries.submodules.includes(path)));
    if (names.length > 0) {
      await git(['update-index', '-z', '--no-skip-worktree', '--stdin'], place, { ...call, input: names });
      await git(['update-index', '-z', '--stdin'], place, { ...call, input: names });
    }
    await this.#putHidden(call);
    return git(['write-tree'], place, call);
  }

  async #putHidden(call: GitCall): Promise<void> {
    const { hidden } = this.#entries;
    if (hidden.length === 0) return;
    const place = placeOf(this.#workspace);
    const listed = await git(['ls-files', '-z'], place, { ...call, encoding: 'latin1' });
    const { kept, displaced } = besideWork(hidden, listed.split('\0'));
    if (displaced.length > 0)
      this.#say(`Other files of the work stand in their place, so these are gone: ${displaced.join(', ')}.`);
    if (kept.length === 0) return;
    await git(['update-index', '-z', '--index-info'], place, { ...call, input: joinEntries(kept) });
    const input = joinEntries(pathsOf(kept));
    await git(['update-index', '-z', '--skip-worktree', '--stdin'], place, { ...call, input });
  }

  /**
   * Has git pass over the repositories inside, and gives their paths: it would run `git status` in each, and with it
   * the programs that their own config names, which an agent can write.
   */
  async #shutNested(call: GitCall): Promise<string[]> {
    const place = placeOf(this.#workspace);
    const listed = await git(['ls-files', '-z', '--stage'], place, { ...call, encoding: 'latin1' });
    const paths = listed.split('\0').flatMap((line) => /^160000 \S+ 0\t(.+)$/s.exec(line)?.[1] ?? []);
    if (paths.length === 0) return [];
    const present: string[] = [];
    for (const path of paths) if (await this.#isFolder(path)) present.push(path);
    const gone = joinEntries(paths.filter((path) => !present.includes(path)));
    const flag = (word: string, input: Uint8Array) =>
      git(['update-index', '-z', word, '--stdin'], place, { ...call, input });
    if (gone.length > 0) await flag('--no-skip-worktree', gone);
    if (present.length > 0) await flag('--skip-worktree', joinEntries(present));
    return present;
  }

  async #isFolder(path: string): Promise<boolean> {
    const name = Buffer.concat([Buffer.from(`${this.#workspace.path}/`), Buffer.from(path, 'latin1')]);
    try {
      return (await lstat(name)).isDirectory();
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return false;
      throw error;
    }
  }

  async #requireWorkspace(): Promise<void> {
    const found = await stat(this.#workspace.path).catch(() => null);
    if (found?.isDirectory() !== true)
      throw new GitError('The run removed the folder it worked in, so there is nothing to keep.', null);
  }

  async #call(): Promise<GitCall> {
    return {
      extraConfig: [...honestIndex, ...(await filtersOff(placeOf(this.#workspace)))],
      timeoutMs: 600_000,
      env: { GIT_INDEX_FILE: this.#file },
    };
  }
}
