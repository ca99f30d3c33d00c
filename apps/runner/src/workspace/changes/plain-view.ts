import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitCall, GitPlace } from '../git.ts';
import { removeTree } from '../remove-tree.ts';
import type { Workspace } from '../worktree.ts';

const decidedHere =
  '* !diff !text !crlf !eol !working-tree-encoding !ident !filter !whitespace !merge !export-ignore !export-subst\n';

/**
 * A git folder of the runner's own, without a commit or a setting of anyone. Its attributes come before those of any
 * `.gitattributes`, and say that git is to judge each file by its content.
 */
export async function makePlainGitDir(path: string, objectFormat: 'sha1' | 'sha256' = 'sha1'): Promise<void> {
  for (const name of ['objects', 'refs', 'info']) await mkdir(join(path, name), { recursive: true });
  const extension = objectFormat === 'sha1' ? '' : `[extensions]\n\tobjectFormat = ${objectFormat}\n`;
  const version = objectFormat === 'sha1' ? 0 : 1;
  await writeFile(join(path, 'config'), `[core]\n\trepositoryFormatVersion = ${version}\n${extension}`);
  await writeFile(join(path, 'info', 'attributes'), decidedHere);
  await writeFile(join(path, 'HEAD'), 'ref: refs/heads/none\n');
}

/** Where git sees the objects of a repository and nothing else of it. */
export interface PlainView extends AsyncDisposable {
  /** Its work tree is empty. */
  place: GitPlace;
  /** To be part of every call there. */
  call: GitCall & { env: Record<string, string> };
}

/**
 * Opens such a view in a folder of the runner's: what a run shows must not depend on attributes or settings that it
 * could have written, in its commit, beside it, or in the repository. The caller disposes of it.
 */
export async function openPlainView(workspace: Workspace, folder: string): Promise<PlainView> {
  const root = join(folder, 'plain-view');
  const [gitDir, empty] = [join(root, 'git'), join(root, 'empty')];
  await removeTree(root);
  await mkdir(empty, { recursive: true, mode: 0o700 });
  await makePlainGitDir(gitDir, workspace.base_commit.length === 64 ? 'sha256' : 'sha1');
  const env = {
    GIT_OBJECT_DIRECTORY: join(workspace.common_dir, 'objects'),
    GIT_SHALLOW_FILE: join(workspace.common_dir, 'shallow'),
  };
  return {
    place: { folder: empty, gitDir },
    call: { env, timeoutMs: 600_000 },
    [Symbol.asyncDispose]: () => removeTree(root),
  };
}
