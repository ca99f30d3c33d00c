import { expect, it } from 'vitest';
import { buildCommits } from './build.ts';
import { item, Shop } from './test-support/shop.ts';

const build = async (shop: Shop, ...items: ReturnType<typeof item>[]) =>
  buildCommits({ folder: shop.path }, await shop.head(), 'main', items);

async function built(shop: Shop, ...items: ReturnType<typeof item>[]) {
  const made = await build(shop, ...items);
  if (!made.ok) throw new Error(made.conflict.detail);
  return made.built;
}

const facts = (shop: Shop, commit: string, format: string) =>
  shop.git('log', '--max-count=1', `--format=${format}`, commit);

it('merges with two parents, in the name of the agent and of who approved it', async () => {
  const shop = await Shop.make();
  const head = await shop.work({ 'b.txt': 'new\n' });
  const base = await shop.head();
  const { tip, places } = await built(shop, item(head));
  expect(places).toEqual([{ commit: tip, base }]);
  expect(await facts(shop, tip, '%P|%an|%ae|%cn|%ce|%at|%ct')).toBe(
    `${base} ${head}|OvermindOps agent backend|backend@agents.overmind.invalid|Ada|ada@example.org|1767323045|1767323045`,
  );
  expect(await facts(shop, tip, '%(trailers:key=Overmind-Task,valueonly,separator=)')).toBe('SHOP-1');
  expect(await shop.head()).toBe(base);
});

it('gives the same hashes when it is asked again', async () => {
  const shop = await Shop.make();
  const [one, two] = [await shop.work({ 'b.txt': 'b\n' }), await shop.work({ 'c.txt': 'c\n' })];
  const items = [item(one), item(two, { strategy: 'squash' })];
  expect(await built(shop, ...items)).toEqual(await built(shop, ...items));
});

it('squashes into one commit with one parent', async () => {
  const shop = await Shop.make();
  const first = await shop.work({ 'b.txt': 'b\n' });
  const head = await shop.work({ 'c.txt': 'c\n' }, first);
  const base = await shop.head();
  const { tip } = await built(shop, item(head, { strategy: 'squash', subject: 'Change it' }));
  expect(await facts(shop, tip, '%P|%s')).toBe(`${base}|Change it`);
  expect(await shop.git('ls-tree', '-r', '--name-only', tip)).toBe('a.txt\nb.txt\nc.txt');
});

it('puts one on the other, each on what stood before it', async () => {
  const shop = await Shop.make();
  const [one, two] = [await shop.work({ 'b.txt': 'b\n' }), await shop.work({ 'c.txt': 'c\n' })];
  const { tip, places } = await built(shop, item(one), item(two));
  expect(places[1]).toEqual({ commit: tip, base: places[0]?.commit });
});

it('fast-forwards where the base did not move, and says so where it did', async () => {
  const shop = await Shop.make();
  const head = await shop.work({ 'b.txt': 'b\n' });
  const straight = item(head, { strategy: 'ff' });
  expect((await built(shop, straight)).tip).toBe(head);
  await shop.commit({ 'd.txt': 'd\n' });
  expect(await build(shop, straight)).toMatchObject({
    ok: false,
    conflict: {
      itemId: straight.id,
      conflicts: [],
      detail: expect.stringContaining('cannot be fast-forwarded'),
    },
  });
});

it('names the item and the files that conflict, odd names too', async () => {
  const shop = await Shop.make({ 'a.txt': 'one\n', 'mit leer "zeichen"\n.txt': 'x\n' });
  const good = item(await shop.work({ 'b.txt': 'b\n' }));
  const bad = item(await shop.work({ 'a.txt': 'theirs\n', 'mit leer "zeichen"\n.txt': 'theirs\n' }));
  await shop.commit({ 'a.txt': 'ours\n', 'mit leer "zeichen"\n.txt': 'ours\n' });
  const result = await build(shop, good, bad);
  expect(result).toMatchObject({
    ok: false,
    conflict: { itemId: bad.id, detail: expect.stringMatching(/^2 files/) },
  });
  expect(result.ok ? [] : [...result.conflict.conflicts].sort()).toEqual([
    'a.txt',
    'mit leer "zeichen"\n.txt',
  ]);
});

it('finds what was merged before, by its mark or by its commit, and builds nothing again', async () => {
  const shop = await Shop.make();
  const one = item(await shop.work({ 'b.txt': 'b\n' }));
  const two = item(await shop.work({ 'c.txt': 'c\n' }), { strategy: 'squash' });
  const before = await shop.head();
  const first = await built(shop, one, two);
  await shop.git('reset', '--hard', '--quiet', first.tip);
  await shop.commit({ 'd.txt': 'later\n' });
  const again = await built(shop, one, two);
  expect(again.tip).toBe(await shop.head());
  expect(again.places).toEqual(first.places);
  expect(again.places[0]?.base).toBe(before);
  const byHand = item(await shop.work({ 'e.txt': 'e\n' }));
  await shop.git('merge', '--quiet', '--no-edit', byHand.head_commit);
  expect((await built(shop, byHand)).places[0]?.commit).toBe(byHand.head_commit);
});

it('makes no empty commit where the branch holds all that a squash would bring', async () => {
  const shop = await Shop.make();
  const head = await shop.work({ 'b.txt': 'b\n' });
  await shop.commit({ 'b.txt': 'b\n' });
  const empty = item(head, { strategy: 'squash' });
  expect(await build(shop, empty)).toMatchObject({
    ok: false,
    conflict: {
      itemId: empty.id,
      conflicts: [],
      detail: expect.stringContaining('nothing is left to merge'),
    },
  });
});

it('runs no merge program that the repository names, and lets none decide', async () => {
  const shop = await Shop.make({ '.gitattributes': 'a.txt merge=evil\n', 'a.txt': 'one\n' });
  await shop.git('config', 'merge.evil.driver', `touch ${shop.root}/ran`);
  const head = await shop.work({ 'a.txt': 'theirs\n' });
  await shop.commit({ 'a.txt': 'ours\n' });
  expect(await build(shop, item(head))).toMatchObject({ ok: false, conflict: { conflicts: ['a.txt'] } });
  await expect(shop.git('hash-object', `${shop.root}/ran`)).rejects.toThrow();
});

it('does not merge histories that share nothing, nor a commit that is gone', async () => {
  const shop = await Shop.make();
  await shop.git('checkout', '--quiet', '--orphan', 'island');
  const island = await shop.commit({ 'x.txt': 'x\n' });
  await shop.git('checkout', '--quiet', 'main');
  expect(await build(shop, item(island))).toMatchObject({
    ok: false,
    conflict: { detail: expect.stringContaining('share no history') },
  });
  await expect(build(shop, item('1'.repeat(40)))).rejects.toThrow('not in this repository any more');
});
