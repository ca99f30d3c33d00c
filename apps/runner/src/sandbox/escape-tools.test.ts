import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeConfinedScene } from '../test-support/confined.ts';
import { tempFolder } from '../test-support/temp-folder.ts';

const secret = 'canary-4712';

async function put(home: string, names: readonly string[], text = secret): Promise<void> {
  for (const name of names) {
    await mkdir(dirname(join(home, name)), { recursive: true });
    await writeFile(join(home, name), text, { mode: 0o755 });
  }
}

/** What an agent reads of some paths, where its commands are also looked for in these folders of the home. */
async function readAs(home: string, folders: readonly string[], names: readonly string[]): Promise<string[]> {
  const searched = folders.map((folder) => join(home, folder)).join(delimiter);
  const PATH = `${searched}${delimiter}${process.env['PATH'] ?? ''}`;
  const scene = await makeConfinedScene({ env: { HOME: home, PATH } });
  const paths = names.map((name) => join(home, name));
  const code = `for (const path of ${JSON.stringify(paths)}) { try { fs.readFileSync(path); console.log('read') } catch (error) { console.log(error.code) } }`;
  return (await scene.node(code)).stdout.trim().split('\n');
}

const tool = '#!/bin/sh\necho works\n';

describe('folders of tools, from inside a sandbox', () => {
  it.each([
    { what: 'the home itself', folders: [''] },
    { what: 'a folder above the home', folders: ['..', '../..'] },
    { what: '~/bin beside ~/lib and ~/share', folders: ['bin'] },
    { what: 'a link in the search path that leads home', folders: ['link', 'link/bin'] },
  ])('show no home where the search path holds $what', async ({ folders }) => {
    const home = join(await tempFolder(), 'person');
    await put(home, ['notes.txt', 'lib/keys.txt', 'share/x', '.config/token', 'Documents/plan.txt']);
    await put(home, ['bin/tool'], tool);
    await symlink(home, join(home, 'link'));
    const hidden = ['notes.txt', 'lib/keys.txt', '.config/token', 'Documents/plan.txt', 'link/notes.txt'];
    const read = await readAs(home, folders, ['bin/tool', ...hidden]);
    expect(read).toEqual(['read', ...hidden.map(() => 'ENOENT')]);
  });

  it('show no home through a known place that is a link to it', async () => {
    const home = join(await tempFolder(), 'person');
    await put(home, ['notes.txt', '.ssh/config']);
    await symlink(home, join(home, 'bin'));
    await mkdir(join(home, '.local'));
    await symlink(join(home, '.ssh'), join(home, '.local/bin'));
    const hidden = ['bin/notes.txt', 'bin/.ssh/config', '.local/bin/config', 'notes.txt'];
    expect(await readAs(home, ['bin', '.local/bin'], hidden)).toEqual(hidden.map(() => 'ENOENT'));
  });

  it('show ~/.local/bin and not what stands beside it', async () => {
    const home = join(await tempFolder(), 'person');
    await put(home, ['.local/share/keyrings/login', '.local/lib/x', '.local/state/history']);
    await put(home, ['.local/bin/tool'], tool);
    const names = ['.local/bin/tool', '.local/share/keyrings/login', '.local/state/history'];
    expect(await readAs(home, ['.local/bin'], names)).toEqual(['read', 'ENOENT', 'ENOENT']);
  });

  it.each([
    '.nvm/versions/node/v20/bin',
    '.volta/bin',
    '.asdf/shims',
    'own-tools/node/bin',
    '.local/share/mise/installs/node/20/bin',
  ])('show a tool chain whole: %s', async (folder) => {
    const home = join(await tempFolder(), 'person');
    const library = join(folder, '../lib/part');
    await put(home, [join(folder, 'tool'), library], tool);
    await put(home, ['notes.txt']);
    const read = await readAs(home, [folder], [join(folder, 'tool'), library, 'notes.txt']);
    expect(read).toEqual(['read', 'read', 'ENOENT']);
  });

  it('keep what is on the deny list out of sight all the same, and not the certificates that all may know', async () => {
    const home = join(await tempFolder(), 'person');
    const secrets = [
      'bin/.env',
      'bin/deploy.key',
      'bin/keys/id_rsa',
      'go/bin/.aws/credentials',
      '.nvm/.npmrc',
    ];
    await put(home, secrets);
    await put(home, ['bin/tool', 'go/bin/tool', 'miniconda3/ssl/cacert.pem'], tool);
    const read = await readAs(home, ['bin', 'go/bin'], [...secrets, 'bin/tool', 'miniconda3/ssl/cacert.pem']);
    // An empty file stands where one is hidden, and nothing where a folder is.
    const scene = await makeConfinedScene({ env: { HOME: home, PATH: process.env['PATH'] ?? '' } });
    const { stdout } = await scene.run(['grep', '-rl', secret, home]);
    expect(stdout).toBe('');
    expect(read.slice(-2)).toEqual(['read', 'read']);
  });

  it('show no repository for the sake of its bin', async () => {
    const home = join(await tempFolder(), 'person');
    await put(home, ['code/shop/.git/config', 'code/shop/lib/x', 'code/shop/readme.md']);
    await put(home, ['code/shop/bin/tool'], tool);
    const names = ['code/shop/bin/tool', 'code/shop/readme.md', 'code/shop/.git/config'];
    expect(await readAs(home, ['code/shop/bin'], names)).toEqual(['read', 'ENOENT', 'ENOENT']);
  });
});

it('hides folders of the runner inside a home at an unusual place, and inside what was made readable', async () => {
  const home = join(await tempFolder(), 'person');
  await put(home, ['.overmind/token', 'docs/open.txt', 'docs/closed/keys.txt']);
  const scene = await makeConfinedScene({
    env: { HOME: home },
    hidden: [join(home, '.overmind'), join(home, 'docs/closed')],
    readable: [join(home, 'docs')],
  });
  const { stdout } = await scene.run(['grep', '-rl', secret, home]);
  expect(stdout.trim()).toBe(join(home, 'docs/open.txt'));
});
