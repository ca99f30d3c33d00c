import { tryGit } from '../../workspace/git.ts';
import { placeOf, type Workspace } from '../../workspace/worktree.ts';

/** What a repository says to coding agents. */
export interface Instructions {
  /** Of its root, of a long one the beginning. */
  text: string;
  /** Paths of more of them, further down. */
  others: string[];
}

const mostChars = 24_000;
const mostOthers = 20;
const name = 'AGENTS.md';

/** Read from the base commit, so that no earlier attempt can have written them. */
export async function readInstructions(workspace: Workspace): Promise<Instructions> {
  const { base_commit: base } = workspace;
  const place = placeOf(workspace);
  const text = (await tryGit(['cat-file', 'blob', `${base}:${name}`], place, { isRead: true })) ?? '';
  const paths = (await tryGit(['ls-tree', '-r', '--name-only', '-z', base], place, { isRead: true })) ?? '';
  const others = paths.split('\0').filter((path) => path.endsWith(`/${name}`));
  const isCut = text.length > mostChars;
  return {
    text: isCut ? `${text.slice(0, mostChars).toWellFormed()}\n… (cut)` : text.trimEnd(),
    others: others.slice(0, mostOthers),
  };
}

/** Files that the change a run starts from does not fit into. */
export async function findConflicts(workspace: Workspace): Promise<string[]> {
  const place = placeOf(workspace);
  const call = { isRead: true };
  const unmerged = await tryGit(
    ['diff', '--name-only', '-z', '--diff-filter=U', '--no-ext-diff'],
    place,
    call,
  );
  const marked = await tryGit(['grep', '-l', '-z', '-I', '--no-textconv', '-e', '^<<<<<<< '], place, call);
  const paths = `${unmerged ?? ''}\0${marked ?? ''}`.split('\0').filter((path) => path !== '');
  return [...new Set(paths)].sort().slice(0, 100);
}
