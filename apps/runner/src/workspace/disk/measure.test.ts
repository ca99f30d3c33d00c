import { chmod, mkdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { tempFolder } from '../../test-support/temp-folder.ts';
import { runUnprivileged } from '../../test-support/unprivileged.ts';
import { folderBytes, type Measured } from './measure.ts';

const mebibyte = 1024 * 1024;
const canMakeNamespace =
  (await execa('unshare', ['--user', '--map-root-user', 'true'], { reject: false })).exitCode === 0;

async function measureAsOwner(path: string, without: readonly string[] = []): Promise<Measured> {
  const code = `import { measureFolders } from './measure.ts';
    console.log(JSON.stringify(await measureFolders([process.argv.at(-1)])));`;
  return JSON.parse(await runUnprivileged(code, { cwd: import.meta.dirname, args: [path], without }));
}

const modeOf = async (path: string | Buffer): Promise<number> => (await stat(path)).mode & 0o777;

it.runIf(canMakeNamespace)(
  'counts what stands in folders that their maker has shut, however many in each other, and changes none of them',
  async () => {
    const folder = await tempFolder();
    const [tree, elsewhere] = [join(folder, 'tree'), join(folder, 'elsewhere')];
    const shut = Array.from({ length: 20 }, (_, depth) => join(tree, ...Array(depth + 1).fill('with space')));
    const inner = shut.at(-1) ?? '';
    for (const path of [inner, elsewhere]) await mkdir(path, { recursive: true });
    for (const path of [tree, inner]) await writeFile(join(path, 'file'), Buffer.alloc(2 * mebibyte, 1));
    await symlink(elsewhere, join(inner, 'way-out'));
    await writeFile(join(elsewhere, 'file'), Buffer.alloc(16 * mebibyte, 1));
    for (const path of [...shut].reverse()) await chmod(path, 0o000);
    const changedAt = async () => (await stat(shut[0] ?? '')).ctimeMs;
    const before = await changedAt();
    const { bytes, fault } = await measureAsOwner(tree);
    expect(fault).toBeNull();
    expect(bytes).toBeGreaterThanOrEqual(4 * mebibyte);
    expect(bytes, 'of what a link leads to').toBeLessThan(16 * mebibyte);
    expect([await modeOf(shut[0] ?? ''), await changedAt()]).toEqual([0o000, before]);
    for (const path of shut) await chmod(path, 0o700);
  },
);

it.runIf(canMakeNamespace)('counts what stands in shut folders whose names are not UTF-8', async () => {
  const folder = await tempFolder();
  const shut = Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9])]);
  await mkdir(shut);
  await writeFile(Buffer.concat([shut, Buffer.from('/file')]), Buffer.alloc(2 * mebibyte, 1));
  await chmod(shut, 0o000);
  const { bytes, fault } = await measureAsOwner(folder);
  await chmod(shut, 0o700);
  expect(fault).toBeNull();
  expect(bytes).toBeGreaterThanOrEqual(2 * mebibyte);
});

it.runIf(process.getuid?.() === 0)(
  'says what it could not look into where no namespace can be made',
  async () => {
    const folder = await tempFolder();
    await mkdir(join(folder, 'shut'));
    await chmod(join(folder, 'shut'), 0o000);
    // Without it nobody makes a namespace in which its own root is somebody.
    const { fault } = await measureAsOwner(folder, ['setfcap']);
    expect(fault).toBe(`'${folder}/shut' cannot be looked into`);
  },
);

it('has nothing against what is not there', async () => {
  expect(await folderBytes(join(await tempFolder(), 'nothing'))).toBe(0);
});
