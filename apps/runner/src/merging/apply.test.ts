import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runGit } from '../test-support/repository.ts';
import { applyMerge } from './apply.ts';
import { buildCommits } from './build.ts';
import { item, Shop } from './test-support/shop.ts';

/** A tried merge that is ready to go in. */
async function ready(
  shop: Shop,
  files: Record<string, string | null>,
): Promise<{ from: string; to: string }> {
  const from = await shop.head();
  const head = await shop.work(files);
  const made = await buildCommits({ folder: shop.path }, from, 'main', [item(head)]);
  if (!made.ok) throw new Error(made.conflict.detail);
  return { from, to: made.built.tip };
}

const apply = (shop: Shop, { from, to }: { from: string; to: string }, path = shop.path) =>
  applyMerge(
    { kind: 'merge_apply', path, base_branch: 'main', from_commit: from, to_commit: to },
    shop.roots,
    shop.mutex,
  );

const text = (shop: Shop, name: string) => readFile(join(shop.path, name), 'utf8');
const status = (shop: Shop) => shop.git('status', '--porcelain');

it('brings a clean checkout along', async () => {
  const shop = await Shop.make({ 'a.txt': 'one\n', 'gone.txt': 'x\n' });
  const move = await ready(shop, { 'a.txt': 'two\n', 'new/b.txt': 'b\n', 'gone.txt': null });
  expect(await apply(shop, move)).toMatchObject({ outcome: 'moved' });
  expect(await shop.head()).toBe(move.to);
  expect(await status(shop)).toBe('');
  expect(await text(shop, 'new/b.txt')).toBe('b\n');
  expect(await shop.git('reflog', '--max-count=1', '--format=%gs', 'main')).toBe('OvermindOps merge');
  expect(await apply(shop, move)).toMatchObject({ outcome: 'moved' });
});

it('moves the branch alone where it is checked out nowhere', async () => {
  const shop = await Shop.make();
  const move = await ready(shop, { 'b.txt': 'b\n' });
  await shop.git('checkout', '--quiet', '-b', 'mine');
  expect(await apply(shop, move)).toMatchObject({ outcome: 'moved' });
  expect(await shop.head()).toBe(move.to);
  expect(await shop.head('HEAD')).toBe(move.from);
  expect(await status(shop)).toBe('');
});

it('moves it where nothing is on a branch at all', async () => {
  const shop = await Shop.make();
  const move = await ready(shop, { 'b.txt': 'b\n' });
  await shop.git('checkout', '--quiet', '--detach');
  expect(await apply(shop, move)).toMatchObject({ outcome: 'moved' });
  expect(await shop.head('HEAD')).toBe(move.from);
});

it('leaves what a person changed elsewhere: files, staged files and files that git does not know', async () => {
  const shop = await Shop.make({ 'a.txt': 'one\n', 'mine.txt': 'x\n' });
  const move = await ready(shop, { 'a.txt': 'two\n' });
  await shop.write({ 'mine.txt': 'changed\n', 'staged.txt': 'staged\n', 'loose.txt': 'loose\n' });
  await shop.git('add', 'staged.txt');
  expect(await apply(shop, move)).toMatchObject({ outcome: 'moved' });
  expect(await status(shop)).toBe(' M mine.txt\nA  staged.txt\n?? loose.txt');
  expect(await text(shop, 'mine.txt')).toBe('changed\n');
  expect(await text(shop, 'a.txt')).toBe('two\n');
});

it.each<[string, Record<string, string | null>, (shop: Shop) => Promise<unknown>, RegExp]>([
  ['a changed file', { 'a.txt': 'two\n' }, (shop) => shop.write({ 'a.txt': 'mine\n' }), /changes in a\.txt/],
  [
    'a staged change',
    { 'a.txt': 'two\n' },
    async (shop) => {
      await shop.write({ 'a.txt': 'mine\n' });
      await shop.git('add', 'a.txt');
    },
    /changes in a\.txt/,
  ],
  [
    'a changed file that the merge removes',
    { 'a.txt': null, 'b.txt': 'b\n' },
    (shop) => shop.write({ 'a.txt': 'mine\n' }),
    /changes in a\.txt/,
  ],
  [
    'an unknown file in the way',
    { 'new.txt': 'theirs\n' },
    (shop) => shop.write({ 'new.txt': 'mine\n' }),
    /file new\.txt of its own/,
  ],
  [
    'an ignored file in the way',
    { 'build/out.txt': 'theirs\n' },
    (shop) => shop.write({ '.git/info/exclude': 'build\n', 'build/out.txt': 'mine\n' }),
    /file build\/out\.txt of its own/,
  ],
  [
    'a file in the place of a folder',
    { 'new/b.txt': 'theirs\n' },
    (shop) => shop.write({ new: 'mine\n' }),
    /file new of its own/,
  ],
  [
    'a folder with files in the place of a file',
    { new: 'theirs\n' },
    (shop) => shop.write({ '.git/info/exclude': 'new\n', 'new/mine.txt': 'mine\n' }),
    /file new of its own/,
  ],
  [
    'a link to elsewhere in the place of a folder',
    { 'new/b.txt': 'theirs\n' },
    async (shop) => {
      await mkdir(join(shop.root, 'elsewhere'));
      await symlink(join(shop.root, 'elsewhere'), join(shop.path, 'new'));
    },
    /file new of its own/,
  ],
])('does nothing when there is %s', async (_what, files, disturb, words) => {
  const shop = await Shop.make();
  const move = await ready(shop, files);
  await disturb(shop);
  const before = await status(shop);
  const answer = await apply(shop, move);
  expect(answer).toMatchObject({ outcome: 'obstructed', detail: expect.stringMatching(words) });
  expect(answer).toMatchObject({ detail: expect.stringContaining(shop.path) });
  expect(await shop.head()).toBe(move.from);
  expect(await status(shop)).toBe(before);
});

it('does nothing while a person is in the middle of something', async () => {
  const shop = await Shop.make();
  const move = await ready(shop, { 'b.txt': 'b\n' });
  const mine = await shop.work({ 'a.txt': 'mine\n' });
  await shop.commit({ 'a.txt': 'ours\n' });
  await expect(shop.git('merge', mine)).rejects.toThrow();
  const now = { from: await shop.head(), to: move.to };
  expect(await apply(shop, { ...now, from: move.from })).toMatchObject({ outcome: 'base_changed' });
  await shop.git('merge', '--abort');
  await expect(shop.git('rebase', mine)).rejects.toThrow();
  const next = await ready(shop, { 'c.txt': 'c\n' });
  expect(await apply(shop, next)).toMatchObject({
    outcome: 'obstructed',
    detail: expect.stringContaining('rebased in'),
  });
  await shop.git('rebase', '--abort');
  await expect(shop.git('cherry-pick', mine)).rejects.toThrow();
  expect(await apply(shop, next)).toMatchObject({
    outcome: 'obstructed',
    detail: expect.stringContaining('cherry-pick'),
  });
  await shop.git('cherry-pick', '--abort');
  expect(await apply(shop, next)).toMatchObject({ outcome: 'moved' });
});

it('says that the base moved, and that a branch or a commit is gone', async () => {
  const shop = await Shop.make();
  const move = await ready(shop, { 'b.txt': 'b\n' });
  await shop.commit({ 'c.txt': 'c\n' });
  expect(await apply(shop, move)).toMatchObject({ outcome: 'base_changed' });
  expect(await apply(shop, { ...move, to: '1'.repeat(40) })).toMatchObject({ kind: 'refused' });
  await shop.git('checkout', '--quiet', '--detach');
  await shop.git('branch', '-D', 'main');
  expect(await apply(shop, move)).toMatchObject({
    kind: 'refused',
    detail: expect.stringContaining('no branch "main"'),
  });
});

it('does nothing to a checkout outside the allowed folders', async () => {
  const shop = await Shop.make();
  const other = await Shop.make();
  const move = await ready(shop, { 'b.txt': 'b\n' });
  await shop.git('checkout', '--quiet', '-b', 'mine');
  const elsewhere = join(other.root, 'elsewhere');
  await shop.git('worktree', 'add', '--quiet', elsewhere, 'main');
  expect(await apply(shop, move)).toMatchObject({
    outcome: 'obstructed',
    detail: expect.stringContaining(elsewhere),
  });
  await rm(elsewhere, { recursive: true });
  expect(await apply(shop, move)).toMatchObject({ outcome: 'moved' });
});

it('takes what a crash left of another merge back before it goes on', async () => {
  const shop = await Shop.make({ 'a.txt': 'one\n', 'b.txt': 'b\n' });
  const first = await ready(shop, { 'a.txt': 'first\n', 'x.txt': 'x\n' });
  const second = await ready(shop, { 'a.txt': 'second\n' });
  // The files of the first have moved, its branch has not.
  await writeFile(join(shop.path, '.git', 'OVERMIND_MERGE'), JSON.stringify(first));
  await shop.git('read-tree', '-m', '-u', first.from, first.to);
  await shop.write({ 'b.txt': 'mine\n' });
  expect(await apply(shop, second)).toMatchObject({ outcome: 'moved' });
  expect(await status(shop)).toBe(' M b.txt');
  expect(await text(shop, 'a.txt')).toBe('second\n');
});

it('is whole again after a crash between files and branch', async () => {
  const shop = await Shop.make();
  const move = await ready(shop, { 'a.txt': 'two\n', 'x.txt': 'x\n' });
  await writeFile(join(shop.path, '.git', 'OVERMIND_MERGE'), JSON.stringify(move));
  await shop.git('read-tree', '-m', '-u', move.from, move.to);
  expect(await apply(shop, move)).toMatchObject({ outcome: 'moved' });
  expect(await status(shop)).toBe('');
  expect(await shop.head()).toBe(move.to);
});

it('leaves a branch that someone holds, and says so', async () => {
  const shop = await Shop.make();
  const move = await ready(shop, { 'a.txt': 'two\n' });
  await writeFile(join(shop.path, '.git', 'refs', 'heads', 'main.lock'), '');
  expect(await apply(shop, move)).toMatchObject({
    ...{ outcome: 'obstructed', detail: expect.stringContaining('main.lock') },
  });
  expect(await status(shop)).toBe('');
  expect(await text(shop, 'a.txt')).toBe('one\ntwo\nthree\n');
});

it('leaves files that pass through a program of the config to the person', async () => {
  const shop = await Shop.make({ '.gitattributes': '*.bin filter=big\n', 'a.bin': 'one\n' });
  const move = await ready(shop, { 'a.bin': 'two\n' });
  await shop.git('config', 'filter.big.smudge', `touch ${shop.root}/ran`);
  expect(await apply(shop, move)).toMatchObject({
    outcome: 'obstructed',
    detail: expect.stringContaining('"big"'),
  });
  expect(await shop.head()).toBe(move.from);
  await expect(readFile(join(shop.root, 'ran'))).rejects.toThrow();
});

it('handles names that differ in case alone, or are no UTF-8', async () => {
  const shop = await Shop.make({ 'README.md': 'big\n' });
  const move = await ready(shop, { 'readme.md': 'small\n' });
  const odd = Buffer.concat([Buffer.from(`${shop.path}/`), Buffer.from([0x66, 0xff, 0x2e, 0x74])]);
  expect(await apply(shop, move)).toMatchObject({ outcome: 'moved' });
  expect([await text(shop, 'README.md'), await text(shop, 'readme.md')]).toEqual(['big\n', 'small\n']);
  await writeFile(odd, 'theirs\n');
  await shop.git('checkout', '--quiet', '-b', 'odd');
  await shop.git('add', '--all');
  await shop.git('commit', '--quiet', '-m', 'odd');
  const head = await shop.head('odd');
  await shop.git('checkout', '--quiet', 'main');
  await writeFile(odd, 'mine\n');
  const from = await shop.head();
  expect(await apply(shop, { from, to: head })).toMatchObject({ outcome: 'obstructed' });
  expect(await readFile(odd, 'utf8')).toBe('mine\n');
  await rm(odd);
  expect(await apply(shop, { from, to: head })).toMatchObject({ outcome: 'moved' });
  expect(await readFile(odd, 'utf8')).toBe('theirs\n');
});

it('refuses bare and shallow repositories with a way out', async () => {
  const shop = await Shop.make();
  await shop.commit({ 'b.txt': 'b\n' });
  const move = await ready(shop, { 'c.txt': 'c\n' });
  const [bare, shallow] = [join(shop.root, 'bare.git'), join(shop.root, 'shallow')];
  await runGit(shop.root, 'clone', '--quiet', '--bare', shop.path, bare);
  await runGit(shop.root, 'clone', '--quiet', '--depth=1', `file://${shop.path}`, shallow);
  expect(await apply(shop, move, bare)).toMatchObject({
    kind: 'refused',
    detail: expect.stringContaining('bare'),
  });
  expect(await apply(shop, move, shallow)).toMatchObject({
    kind: 'refused',
    detail: expect.stringContaining('--unshallow'),
  });
});
