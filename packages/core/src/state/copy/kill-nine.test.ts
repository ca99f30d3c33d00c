import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StateCopyToSave } from '@overmind/db/queries/projects/state-copies';
import { createTempFolder } from '@overmind/testing/temp-folder';
import { waitFor } from '@overmind/testing/wait-for';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { manyVersions } from '../../test-support/many-versions.ts';
import { gitIn } from '../../test-support/states.ts';
import { GitStateCopies } from './git-copies.ts';

const latest = 1_100;
const program = new URL('../../test-support/copy-many.ts', import.meta.url).pathname;

let undisturbed: StateCopyToSave;
beforeAll(async () => {
  const folder = await createTempFolder();
  undisturbed = await new GitStateCopies(folder.path).bring('many', null, manyVersions(latest));
  expect(undisturbed).toMatchObject({ status: 'in_step', version: latest, problem: null });
  await folder.remove();
});

const hasFile = async (folder: string, name: RegExp): Promise<boolean> =>
  existsSync(folder) && (await readdir(folder)).some((entry) => name.test(entry));

const gitDirIn = (folder: string): string => join(folder, 'projects', 'many', 'state.git');

/** What a writer leaves that is killed once it is there; where one was through before that was seen, another is. */
async function folderOfKilled(hasCome: (gitDir: string) => Promise<boolean>): Promise<string> {
  const temp = await createTempFolder();
  onTestFinished(() => temp.remove());
  const child = spawn(process.execPath, ['--import', 'tsx', program, temp.path, `${latest}`], {
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  await waitFor(async () => hasEnded() || (await hasCome(gitDirIn(temp.path))), {
    what: 'the writer to be there',
  });
  child.kill('SIGKILL');
  const [code, signal] = await ended;
  if (signal === 'SIGKILL') return temp.path;
  expect(code, 'how a writer ended that was through').toBe(0);
  return folderOfKilled(hasCome);
}

it.each<[string, (gitDir: string) => Promise<boolean>]>([
  ['makes the repository', async (gitDir) => existsSync(`${gitDir}.init`)],
  ['has just made the repository', async (gitDir) => existsSync(join(gitDir, 'HEAD'))],
  ['is at its first commits', (gitDir) => hasFile(join(gitDir, 'objects', 'pack'), /tmp_pack|[.]pack$/)],
  ['moves the refs', (gitDir) => hasFile(join(gitDir, 'refs', 'tags'), /^v/)],
  ['is half way', async (gitDir) => existsSync(join(gitDir, 'refs', 'heads', 'main'))],
])('is followed by another when the writer is killed as it %s', async (_name, hasCome) => {
  const folder = await folderOfKilled(hasCome);
  const gitDir = gitDirIn(folder);
  const again = await new GitStateCopies(folder).bring('many', null, manyVersions(latest));
  expect(again).toEqual(undisturbed);
  expect(await gitIn(gitDir, 'for-each-ref', '--format=%(refname)', 'refs/heads', 'refs/overmind')).toBe(
    'refs/heads/main',
  );
  expect((await gitIn(gitDir, 'tag')).split('\n')).toHaveLength(latest);
  expect(await gitIn(gitDir, 'fsck', '--strict', '--no-dangling')).toBe('');
});
