import { chmod, mkdir, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { tempFolder } from '../../test-support/temp-folder.ts';
import { folderBytes } from './measure.ts';

const isRoot = process.getuid?.() === 0;
const nobody = 65_534;
const mebibyte = 1024 * 1024;

/** Root may look into anything, so it is done as somebody else, who may not be able to read this checkout. */
async function measureAsSomebody(path: string, bundle: string): Promise<number> {
  if (!isRoot) return folderBytes(path);
  await execa('chown', ['-R', '-h', `${nobody}:${nobody}`, dirname(path)]);
  const contents = `import { folderBytes } from './measure.ts'; folderBytes(process.argv[2]).then(console.log);`;
  await build({
    ...{ stdin: { contents, resolveDir: import.meta.dirname }, bundle: true, outfile: bundle },
    ...{ platform: 'node', format: 'cjs', target: 'node20' },
  });
  const { stdout } = await execa(process.execPath, [bundle, path], {
    ...{ uid: nobody, gid: nobody, cwd: '/', env: { HOME: '/nonexistent' } },
  });
  return Number(stdout);
}

it('counts what stands in folders that their maker has shut, one within the other, and leaves them and all else as they were', async () => {
  const folder = await tempFolder();
  await chmod(folder, 0o755);
  const [tree, elsewhere] = [join(folder, 'tree'), join(folder, 'elsewhere')];
  const [shut, inner] = [join(tree, 'shut'), join(tree, 'shut/with space/inner')];
  for (const path of [inner, elsewhere]) await mkdir(path, { recursive: true });
  for (const path of [shut, inner]) await writeFile(join(path, 'file'), Buffer.alloc(2 * mebibyte, 1));
  await symlink(elsewhere, join(inner, 'way-out'));
  await chmod(elsewhere, 0o000);
  await chmod(inner, 0o000);
  await chmod(shut, 0o200);
  expect(await measureAsSomebody(tree, join(folder, 'measure.cjs'))).toBeGreaterThanOrEqual(4 * mebibyte);
  const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;
  expect([await modeOf(elsewhere), await modeOf(shut)]).toEqual([0o000, 0o200]);
  await chmod(shut, 0o700);
  expect(await modeOf(inner)).toBe(0o000);
});

it('has nothing against what is not there', async () => {
  expect(await folderBytes(join(await tempFolder(), 'nothing'))).toBe(0);
});
