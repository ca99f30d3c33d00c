import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Failure } from '../failure.ts';
import { demoFiles } from './files.ts';

const run = promisify(execFile);

/** The demo's git repository in the data folder, made when it is not there. Returns its real path. */
export async function ensureDemoRepository(dataDir: string): Promise<string> {
  const folder = join(dataDir, 'demo');
  const repository = join(folder, 'shop');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const isThere = await stat(join(repository, '.git')).then(
    () => true,
    () => false,
  );
  if (!isThere) await makeRepository(folder, repository);
  return realpath(repository);
}

/** Made beside its place and then moved there: half a repository is never seen. */
async function makeRepository(folder: string, repository: string): Promise<void> {
  const draft = await mkdtemp(join(folder, 'shop-'));
  try {
    for (const [path, content] of Object.entries(demoFiles)) {
      await mkdir(dirname(join(draft, path)), { recursive: true });
      await writeFile(join(draft, path), content);
    }
    await git(draft, ['init', '--quiet', '--initial-branch=main', '--template=']);
    await git(draft, ['add', '--all']);
    await git(draft, ['commit', '--quiet', '--message', 'Add a cart with discounts']);
    await rename(draft, repository);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw new Failure(
      `The demo repository could not be made: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** Without the person's own git settings: signing, hooks and names are none of the demo's. */
async function git(folder: string, args: readonly string[]): Promise<void> {
  const someone = { NAME: 'OvermindOps demo', EMAIL: 'demo@localhost.localdomain' };
  const identity = Object.entries(someone).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ]);
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  await run('git', ['-C', folder, ...args], {
    env: {
      ...Object.fromEntries([...inherited, ...identity]),
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
    },
  });
}
