import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { QuestionOf } from '@overmind/contracts/frames/questions';
import { expect, it } from 'vitest';
import { runGit } from '../test-support/repository.ts';
import { tempFolder } from '../test-support/temp-folder.ts';
import { AllowedRoots } from '../workspace/roots.ts';
import { blameLine } from './blame.ts';
import { buildCommits } from './build.ts';
import { item, Shop } from './test-support/shop.ts';

const ask = (shop: Shop, change: Partial<QuestionOf<'blame'>> = {}) =>
  blameLine(
    {
      ...{ kind: 'blame', path: shop.path, file: 'a.txt', line: 2, revision: 'main', within: null },
      ...change,
    },
    shop.roots,
  );

it('names the commit, its words and its line', async () => {
  const shop = await Shop.make();
  const commit = await shop.commit({ 'a.txt': 'one\nTWO\nthree\n' });
  expect(await ask(shop)).toMatchObject({
    ...{ kind: 'blame', commit, text: 'TWO', author: 'Test <test@example.org>', message: 'By a person\n' },
    ...{ original_path: 'a.txt', original_line: 2, carriers: [], is_within: null },
  });
  expect(await ask(shop, { revision: commit.slice(0, 12) })).toMatchObject({ commit });
});

it('finds lines where the repository names things by SHA-256', async () => {
  const folder = await tempFolder();
  const path = join(folder, 'long');
  await mkdir(path);
  await runGit(path, 'init', '--quiet', '--initial-branch=main', '--object-format=sha256');
  await writeFile(join(path, 'a.txt'), 'one\ntwo\n');
  await runGit(path, 'add', '.');
  await runGit(path, 'commit', '--quiet', '-m', 'first');
  const roots = new AllowedRoots();
  await roots.set([folder], () => {});
  const question = { path, file: 'a.txt', line: 2, revision: 'main', within: null } as const;
  const answer = await blameLine({ kind: 'blame', ...question }, roots);
  expect(answer).toMatchObject({
    kind: 'blame',
    text: 'two',
    commit: await runGit(path, 'rev-parse', 'HEAD'),
  });
});

it('follows a merge to the side that changed the line, and tells of the merge', async () => {
  const shop = await Shop.make();
  const base = await shop.head();
  const first = await shop.work({ 'a.txt': 'one\nTWO\nthree\n' });
  const head = await shop.work({ 'b.txt': 'b\n' }, first);
  await shop.commit({ 'c.txt': 'c\n' });
  const made = await buildCommits({ folder: shop.path }, await shop.head(), 'main', [item(head)]);
  if (!made.ok) throw new Error(made.conflict.detail);
  await shop.git('reset', '--hard', '--quiet', made.built.tip);
  const within = { base, head };
  const answer = await ask(shop, { within });
  expect(answer).toMatchObject({ commit: first, is_within: true });
  expect(answer).toMatchObject({ carriers: [{ commit: head }, { commit: made.built.tip }] });
  expect(await ask(shop, { line: 1, within })).toMatchObject({ commit: base, is_within: false });
});

it('follows a line that was moved since, also to another file', async () => {
  const written = 'export const totalInCents = (price: number) => Math.round(price * 100);\n';
  const shop = await Shop.make({ 'a.txt': 'one\ntwo\nthree\n' });
  const commit = await shop.commit({ 'a.txt': `one\ntwo\nthree\n${written}` });
  await shop.commit({ 'a.txt': `${written}one\ntwo\nthree\n` });
  expect(await ask(shop, { line: 1 })).toMatchObject({ commit, original_line: 4 });
  await shop.commit({ 'a.txt': 'one\ntwo\nthree\n', 'cents.ts': written });
  expect(await ask(shop, { file: 'cents.ts', line: 1 })).toMatchObject({
    ...{ commit, original_path: 'a.txt', original_line: 4 },
  });
});

it.each<[string, Partial<QuestionOf<'blame'>>, RegExp]>([
  ['a line past the end', { line: 4 }, /^a\.txt has 3 lines/],
  ['a file that is not there', { file: 'x.txt' }, /no file x\.txt/],
  ['a folder', { file: 'folder' }, /no file with lines/],
  ['a binary file', { file: 'image.bin' }, /binary/],
  ['a file that is empty', { file: 'empty.txt', line: 1 }, /^empty\.txt has 0 lines/],
  ['a path that climbs', { file: '../a.txt' }, /inside the repository/],
  ['a whole path', { file: '/etc/passwd' }, /inside the repository/],
  ['a branch that is not there', { revision: 'gone' }, /no branch or commit "gone"/],
  ['a revision that is an option', { revision: '--output=/tmp/x' }, /no branch or commit/],
  ['a revision in words', { revision: 'main@{upstream}' }, /no branch or commit/],
])('has an answer to %s', async (_what, change, words) => {
  const shop = await Shop.make({ 'a.txt': 'one\ntwo\nthree\n', 'folder/b.txt': 'b\n', 'empty.txt': '' });
  await shop.write({ 'image.bin': new Uint8Array([0, 1, 2, 0, 255]) });
  await shop.commit({});
  expect(await ask(shop, change)).toMatchObject({ kind: 'refused', detail: expect.stringMatching(words) });
});

it('runs no text program of the config', async () => {
  const shop = await Shop.make({ '.gitattributes': '*.txt diff=evil\n', 'a.txt': 'one\ntwo\n' });
  await shop.git('config', 'diff.evil.textconv', `touch ${shop.root}/ran; cat`);
  expect(await ask(shop)).toMatchObject({ text: 'two' });
  await expect(shop.git('hash-object', `${shop.root}/ran`)).rejects.toThrow();
});
