import { lstat, mkdir, readdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { tempFolder } from '../test-support/temp-folder.ts';
import { readKeptFile, removeKeptFile, writeKeptFile } from './kept-file.ts';

const name = '.claude/settings.json';

/** A home as an agent left it, beside a folder of the person's with a file in it. */
async function makeHome() {
  const folder = await tempFolder();
  const [home, person] = [join(folder, 'home'), join(folder, 'person')];
  for (const path of [join(home, '.claude'), person]) await mkdir(path, { recursive: true });
  await writeFile(join(person, 'settings.json'), 'mine');
  const untouched = async () =>
    [(await readdir(person)).join(), await readFile(join(person, 'settings.json'), 'utf8')].join(' ');
  return { home, person, untouched, path: join(home, name) };
}

it('reads, writes and removes a file in folders of its own', async () => {
  const { home } = await makeHome();
  expect(await readKeptFile(home, 'deep/er/file')).toBeNull();
  await writeKeptFile(home, 'deep/er/file', 'text');
  await writeKeptFile(home, 'deep/er/file', 'other');
  expect(await readKeptFile(home, 'deep/er/file')).toBe('other');
  expect(await readdir(join(home, 'deep/er'))).toEqual(['file']);
  await removeKeptFile(home, 'deep/er/file');
  expect(await readdir(join(home, 'deep/er'))).toEqual([]);
});

it('follows no link out of the home, and removes it', async () => {
  const { home, person, untouched, path } = await makeHome();
  await symlink(join(person, 'settings.json'), path);
  expect(await readKeptFile(home, name)).toBeNull();
  await expect(lstat(path)).rejects.toThrow('ENOENT');
  await symlink(join(person, 'settings.json'), path);
  await writeKeptFile(home, name, 'new');
  expect([await readFile(path, 'utf8'), await untouched()]).toEqual(['new', 'settings.json mine']);
});

it.each([
  ['reads', (home: string) => readKeptFile(home, 'linked/settings.json')],
  ['writes', (home: string) => writeKeptFile(home, 'linked/settings.json', 'new')],
  ['removes', (home: string) => removeKeptFile(home, 'linked/settings.json')],
])('%s nothing through a folder that is a link out of the home', async (_verb, act) => {
  const { home, person, untouched } = await makeHome();
  await symlink(person, join(home, 'linked'));
  await act(home);
  expect(await untouched()).toBe('settings.json mine');
  expect((await lstat(join(home, 'linked')).catch(() => null))?.isSymbolicLink() ?? false).toBe(false);
});

it.each([
  ['a link to nowhere', (path: string) => symlink('/nowhere/at/all', path)],
  ['a link to itself', (path: string) => symlink(path, path)],
  ['a pipe', (path: string) => execa('mkfifo', [path])],
  ['a folder', (path: string) => mkdir(join(path, 'full'), { recursive: true })],
  ['a file larger than settings are', (path: string) => makeLarge(path)],
])('does not wait for, follow or take in %s', async (_what, make) => {
  const { home, path } = await makeHome();
  await make(path);
  expect(await readKeptFile(home, name)).toBeNull();
  expect(await readdir(join(home, '.claude'))).toEqual([]);
  await make(path);
  await writeKeptFile(home, name, 'new');
  expect(await readKeptFile(home, name)).toBe('new');
});

it('finds nothing in a place that was removed while it was looked at, and makes no new one', async () => {
  const { home } = await makeHome();
  const gone = join(home, 'gone');
  expect([await readKeptFile(gone, 'task'), await readKeptFile(gone, 'deep/task')]).toEqual([null, null]);
  await removeKeptFile(gone, 'task');
  await expect(writeKeptFile(gone, 'deep/task', 'x')).rejects.toMatchObject({ code: 'ENOENT' });
});

async function makeLarge(path: string): Promise<void> {
  await writeFile(path, '');
  await truncate(path, 2 * 1024 ** 3);
}
