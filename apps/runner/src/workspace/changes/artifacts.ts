import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { execa } from 'execa';
import { Redactor, type SecretAutomaton } from '../../output/redactor.ts';
import type { SpooledArtifact } from '../../spool/run-spool.ts';
import { GitError, gitCommand } from '../git.ts';
import type { Workspace } from '../worktree.ts';
import { openPlainView, type PlainView } from './plain-view.ts';

const longestBytes = 64 * 1024 * 1024;
const look = ['--no-color', '--no-ext-diff', '--no-textconv', '--find-renames'];
const prefixes = ['--src-prefix=a/', '--dst-prefix=b/'];

interface Shown {
  workspace: Workspace;
  head: string;
  folder: string;
  secrets: SecretAutomaton;
  longest?: number;
}

/**
 * Writes what changed into the run's folder, secrets redacted: `changes.diff` to read, and `changes.patch`, which
 * `git am` and `git apply` take, binary files included. A diff that is too long is cut and says so; a patch that is
 * too long is left out, because a part of it is of no use.
 */
export async function writeArtifacts(shown: Shown): Promise<SpooledArtifact[]> {
  const { workspace, head, folder } = shown;
  await using view = await openPlainView(workspace, folder);
  const range = ['--end-of-options', workspace.base_commit, head, '--'];
  const diff = await write(shown, view, 'diff', ['diff', ...look, ...prefixes, '--patch', ...range]);
  const args = ['format-patch', '--stdout', '--binary', '--full-index', '--no-signature', '--no-stat'];
  const patchRange = ['--end-of-options', `${workspace.base_commit}..${head}`, '--'];
  const patch = await write(shown, view, 'patch', [...args, ...look, ...prefixes, ...patchRange]);
  if (!patch.isCut) return [diff.artifact, patch.artifact];
  await rm(join(shown.folder, patch.artifact.file), { force: true });
  return [diff.artifact];
}

async function write(
  { folder, secrets, longest = longestBytes }: Shown,
  view: PlainView,
  kind: 'diff' | 'patch',
  args: string[],
): Promise<{ artifact: SpooledArtifact; isCut: boolean }> {
  const name = `changes.${kind}`;
  const { file, argv, options } = gitCommand(args, view.place, { ...view.call, isRead: true });
  const child = execa(file, argv, { ...options, buffer: false, stripFinalNewline: false, reject: false });
  const hash = createHash('sha256');
  let [sizeBytes, isCut] = [0, false];
  const note = Buffer.from(`\n# The rest is left out: only ${longest} bytes are kept.\n`);
  const count = (bytes: Buffer): Buffer => {
    hash.update(bytes);
    sizeBytes += bytes.length;
    return bytes;
  };
  async function* redacted(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const redactor = new Redactor(secrets);
    for await (const chunk of source) {
      yield count(redactor.write(chunk.subarray(0, Math.max(0, longest - sizeBytes))));
      isCut = sizeBytes >= longest;
      if (isCut) break;
    }
    yield count(redactor.end());
    if (isCut) yield count(note);
  }
  await pipeline(child.stdout, redacted, createWriteStream(join(folder, name), { mode: 0o600 }));
  const { exitCode, failed } = await child;
  // One that is no longer read ends by a broken pipe.
  if (failed && !isCut) throw new GitError(`git ${args[0]} failed.`, exitCode ?? null);
  const artifact = { kind, name, file: name, sha256: hash.digest('hex'), size_bytes: sizeBytes };
  return { artifact, isCut };
}
