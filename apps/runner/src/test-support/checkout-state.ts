import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { runGit } from './repository.ts';

/** Whether git asks a filter about a file hangs on how long ago it was written. */
const withoutFilters = ['clean', 'smudge', 'process', 'required'].flatMap((name) => [
  '-c',
  `filter.lfs.${name}=${name === 'required' ? 'false' : ''}`,
]);

/** All that a person sees of their checkout: every file, the index, where HEAD and the branches stand. */
export async function checkoutState(folder: string): Promise<Record<string, string>> {
  const git = (...args: string[]) => runGit(folder, ...args).catch((error: unknown) => String(error));
  const refs = await git('for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads', 'refs/tags');
  const others = refs.split('\n').filter((line) => !line.startsWith('refs/heads/overmind/'));
  return {
    files: await hashFiles(Buffer.from(folder)),
    status: await git(...withoutFilters, 'status', '--porcelain=v2', '--branch', '--ignored'),
    index: await git('ls-files', '--stage'),
    head: await git('rev-parse', '--symbolic-full-name', 'HEAD'),
    refs: others.join('\n'),
    config: await readFile(join(folder, '.git', 'config'), 'utf8').catch(() => ''),
  };
}

/** Names are bytes: not all of them are UTF-8. */
async function hashFiles(folder: Buffer): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(folder, { encoding: 'buffer' })).sort(Buffer.compare)) {
    if (name.toString() === '.git') continue;
    const path = Buffer.concat([folder, Buffer.from('/'), name]);
    const entry = await lstat(path);
    hash.update(name).update(`\0${entry.mode}\0`);
    if (entry.isDirectory()) hash.update(await hashFiles(path));
    else
      hash.update(entry.isSymbolicLink() ? await readlink(path) : entry.isFile() ? await readFile(path) : '');
  }
  return hash.digest('hex');
}
