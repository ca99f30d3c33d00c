import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTempFolder, type TempFolder } from '@overmind/testing/temp-folder';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePlainGitDir } from '../../workspace/changes/plain-view.ts';
import { RepositoryView } from './repository-view.ts';

const runProgram = promisify(execFile);
const { signal } = new AbortController();
let outside: TempFolder;
let folder: TempFolder;
let view: RepositoryView;
beforeAll(async () => {
  outside = await createTempFolder();
  folder = await createTempFolder();
  await writeFile(join(outside.path, 'secret.txt'), 'outside');
  await mkdir(join(folder.path, 'src'));
  await mkdir(join(folder.path, '.git'));
  await writeFile(join(folder.path, '.git', 'config'), '[core]\n');
  await writeFile(join(folder.path, 'src', 'pay.ts'), 'export const pay = 1;\nexport const tip = 2;\n');
  await writeFile(join(folder.path, '.env'), 'TOKEN=sesame\n');
  await writeFile(join(folder.path, 'logo.bin'), Buffer.from([1, 0, 2]));
  await symlink(outside.path, join(folder.path, 'way-out'));
  await symlink('.env', join(folder.path, 'harmless.txt'));
  await symlink('loop', join(folder.path, 'loop'));
  await mkdir(join(folder.path, 'vendor', '.git'), { recursive: true });
  await writeFile(join(folder.path, 'vendor', '.git', 'config'), 'url = https://token@example.org\n');
  await writeFile(join(folder.path, 'a:1:b.txt'), 'colons\n');
  await writeFile(join(folder.path, 'two\nlines.txt'), 'colons\n');
  await writeFile(Buffer.from(`${folder.path}/caf\xe9.txt`, 'latin1'), 'latin\n');
  await writeFile(join(folder.path, 'wide.txt'), `${'w'.repeat(100_000)}\n`);
  await writeFile(join(folder.path, 'many.txt'), 'needle\n'.repeat(100));
  await writeFile(join(folder.path, 'empty.txt'), '');
  await runProgram('mkfifo', [join(folder.path, 'pipe')]);
  const gitDir = join(outside.path, 'search.git');
  await makePlainGitDir(gitDir);
  view = new RepositoryView(folder.path, { gitDir, hasIgnored: false });
});
afterAll(async () => {
  await folder.remove();
  await outside.remove();
});

test('folders are listed without git’s own and without secrets', async () => {
  const { text } = await view.list('.');
  expect(text.split('\n')).toContain('src/');
  expect(text).not.toMatch(/\.git|\.env/);
  expect(text.split('\n'), 'one name, one line').toContain('"two\\nlines.txt"');
  expect(text).toContain('(1 names are not UTF-8)');
});

test('a file is read from a line on, with its numbers', async () => {
  expect(await view.read('src/pay.ts', 2)).toEqual({ ok: true, text: '2\texport const tip = 2;\n' });
  expect((await view.read('src/pay.ts', 9)).text).toContain('2 lines');
});

test.each([
  '../secret.txt',
  '/etc/passwd',
  'way-out/secret.txt',
  '.env',
  'harmless.txt',
  '.git/config',
  'vendor/.git/config',
  'pipe',
  'loop',
  'src/../.env',
  'a\0b',
])('%j cannot be read', async (path) => {
  expect(await view.read(path, 1)).toMatchObject({ ok: false });
});

test('what is not text is said to be none', async () => {
  expect((await view.read('logo.bin', 1)).text).toContain('not text');
  expect((await view.read('src', 1)).text).toContain('no file');
});

test('a search finds lines, and nothing in secrets or outside', async () => {
  expect((await view.search('tip', '.', signal)).text).toBe('src/pay.ts:2:export const tip = 2;');
  expect((await view.search('sesame|outside', '.', signal)).text).toBe('Nothing was found.');
  expect((await view.search('(', '.', signal)).ok).toBe(false);
  expect((await view.search('tip', 'way-out', signal)).ok).toBe(false);
});

test('a hit is told by its path, whatever the path holds', async () => {
  expect((await view.search('colons', '.', signal)).text.split('\n').sort()).toEqual([
    '"two\\nlines.txt":1:colons',
    'a:1:b.txt:1:colons',
  ]);
  expect((await view.search('latin', '.', signal)).text).toMatch(/^"caf\uFFFD.txt":1:latin$/);
});

test('what is left out is said', async () => {
  expect((await view.search('needle', '.', signal)).text).toContain(
    'at most 20 lines of each file are shown',
  );
  expect((await view.search('www', '.', signal)).text.length).toBeLessThan(500);
  expect((await view.read('wide.txt', 1)).text).toContain('… (98000 more characters)');
  expect(await view.read('empty.txt', 1)).toEqual({ ok: true, text: '(empty)' });
});

test('an expression that would take all the time and memory ends with a sentence', async () => {
  const { ok, text } = await view.search('((a{1,3000}){1,3000})', '.', signal);
  expect({ ok, text }).toMatchObject({
    ok: false,
    text: expect.stringMatching(/search (took too long|failed)/),
  });
});

test('a search ends with the run', async () => {
  expect((await view.search('((a{1,3000}){1,3000})', '.', AbortSignal.timeout(50))).text).toContain(
    'stopped',
  );
});
