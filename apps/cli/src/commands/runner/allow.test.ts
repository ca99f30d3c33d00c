import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createTempFolder } from '@overmind/testing/temp-folder';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { listRoots, rootsFileIn } from '../../settings/roots-file.ts';
import { buildPrograms } from '../../test-support/build.ts';
import { cleanEnv, runCli } from '../../test-support/cli.ts';

beforeAll(() => buildPrograms());

async function start(settings: Record<string, string>) {
  const { path, remove } = await createTempFolder();
  onTestFinished(remove);
  const [dataDir, folder] = [join(path, 'data'), join(path, 'code')];
  await Promise.all([mkdir(dataDir), mkdir(folder)]);
  const env = cleanEnv({ DATA_DIR: dataDir, XDG_CONFIG_HOME: join(path, 'config'), ...settings });
  const allow = (...options: string[]) =>
    runCli(['runner', 'allow', folder, ...options], { env, cwd: folder });
  return { dataDir, folder, allow };
}

it('says where the runner beside the server may work', async () => {
  const { folder, allow } = await start({});
  expect(await allow()).toMatchObject({
    ...{ code: 0, stderr: '', stdout: `The runner of this machine may work in ${folder}.\n` },
  });
});

it('promises nothing where the settings start no runner, and says which file it wrote', async () => {
  const { dataDir, folder, allow } = await start({ RUNNER: 'none' });
  const first = await allow();
  expect(first).toMatchObject({ code: 0, stdout: '' });
  expect(first.stderr).toContain(`${folder} was written into ${rootsFileIn(dataDir)}, but`);
  expect(first.stderr).toContain(`npx overmind runner start --root ${folder}`);
  const again = await allow('--json');
  expect(JSON.parse(again.stdout)).toEqual({ path: folder, is_new: false });
  expect(again.stderr).toContain('stands already in');
  expect(await listRoots(dataDir)).toEqual([folder]);
});
