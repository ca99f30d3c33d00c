import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';

const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];

export async function runGit(folder: string, ...args: string[]): Promise<string> {
  const { stdout } = await execa('git', [...identity, ...args], {
    cwd: folder,
    env: { GIT_CONFIG_GLOBAL: '/dev/null' },
  });
  return stdout;
}

/** A real repository with one commit on `main`. */
export async function makeRepository(folder: string, files: Record<string, string>): Promise<string> {
  await mkdir(folder, { recursive: true });
  await runGit(folder, 'init', '--quiet', '--initial-branch=main');
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  await runGit(folder, 'add', '--all');
  await runGit(folder, 'commit', '--quiet', '--allow-empty', '-m', 'first');
  return folder;
}
