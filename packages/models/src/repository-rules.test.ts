import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { rulesForRepository } from './repository-rules.ts';

/** A folder with a repository, and a link that leads to it. */
async function linked(): Promise<{ real: string; link: string }> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'rules-')));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [real, link] = [join(folder, 'shop'), join(folder, 'link')];
  await mkdir(join(real, 'packages', 'api'), { recursive: true });
  await symlink(real, link);
  return { real, link };
}

test('a rule on a link holds for the folder that it leads to, and for what is beneath it', async () => {
  const { real, link } = await linked();
  const rules = { [link]: 'local_only' } as const;
  for (const path of [real, link, `${real}/`, join(real, 'packages', 'api'), join(link, 'packages')])
    expect(await rulesForRepository(rules, path)).toContain('local_only');
  expect(await rulesForRepository(rules, `${real}-two`)).toEqual([]);
});

test('a rule on a folder holds for work that is named by a link', async () => {
  const { real, link } = await linked();
  for (const path of [real, `${real}/`, join(real, 'packages', 'api')])
    expect(await rulesForRepository({ [path]: 'local_only' }, link)).toContain('local_only');
});

test('what is not there yet is known by the folders above it', async () => {
  const { real, link } = await linked();
  const rules = { [join(link, 'new', 'part')]: 'local_only' } as const;
  expect(await rulesForRepository(rules, join(real, 'new', 'part'))).toContain('local_only');
});

test('a rule on what no machine here knows is compared as it is written', async () => {
  expect(await rulesForRepository({ '/srv/nowhere/shop/': 'no_training' }, '/srv/nowhere/shop')).toContain(
    'no_training',
  );
});
