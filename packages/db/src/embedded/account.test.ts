import { chmod, chown, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from '@overmind/testing/wait-for';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { chooseAccount } from './cluster/account.ts';
import { copyInstallation, locateInstallation } from './cluster/installation.ts';
import { isGone, query, type Starter, startFromAnotherProcess, withFailing } from './starter.fixture.ts';

const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;

let home: string;
let starter: Starter | undefined;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'overmind-account-'));
});
afterEach(async () => {
  const pid = starter?.report.pid;
  await starter?.kill();
  if (pid !== undefined) await waitFor(() => isGone(pid), { what: 'the server to end' });
  starter = undefined;
  await rm(home, { recursive: true, force: true });
});

describe.runIf(isRoot && process.platform === 'linux')('started by root', () => {
  test('serves a folder below one that only root may enter', async () => {
    const dataDir = join(home, 'private');
    starter = await startFromAnotherProcess(dataDir);
    expect(await query(starter.report.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect((await stat(join(dataDir, 'postgres'))).uid).toBe(0);
  });

  test('serves a folder that belongs to somebody as that somebody', async () => {
    await chown(home, NOBODY, NOBODY);
    starter = await startFromAnotherProcess(home);
    expect(await query(starter.report.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect((await stat(join(home, 'postgres', 'PG_VERSION'))).uid).toBe(NOBODY);
    await starter.kill();

    // Also what root wrote beside the database must be the user's to write.
    starter = await startFromAnotherProcess(home, { uid: NOBODY, gid: NOBODY });
    expect(await query(starter.report.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('becomes an unprivileged user where namespaces are forbidden', async () => {
    const env = await withFailing('unshare', home);
    await chmod(home, 0o755);
    const dataDir = join(home, 'data');
    const first = await startFromAnotherProcess(dataDir);
    await first.kill();
    await waitFor(() => isGone(first.report.pid), { what: 'the first server to end' });
    expect((await stat(join(dataDir, 'postgres'))).uid).toBe(0);

    starter = await startFromAnotherProcess(dataDir, { env });
    expect(starter.report.error).toBeUndefined();
    expect(await query(starter.report.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
    const owners = ['postgres', 'postgres/PG_VERSION', 'postgres/base/1/PG_VERSION'].map((name) =>
      stat(join(dataDir, name)),
    );
    expect((await Promise.all(owners)).every(({ uid }) => uid !== 0)).toBe(true);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o710);
  });

  test('says that the folder is out of reach when it can become nobody but an unprivileged user', async () => {
    const env = await withFailing('unshare', home);
    starter = await startFromAnotherProcess(join(home, 'data'), { env });
    expect(starter.report.error?.name).toBe('UnwritableFolderError');
  });

  test('copies binaries that the unprivileged user cannot read', async () => {
    vi.stubEnv('PATH', (await withFailing('unshare', home)).PATH);
    await chmod(home, 0o755);
    const dataDir = join(home, 'data');
    await mkdir(dataDir, { mode: 0o700 });
    await mkdir(join(home, 'private'), { mode: 0o700 });
    // Elsewhere a test takes a link of the original away for a moment.
    const unreadable = await waitFor(
      async () => copyInstallation(await locateInstallation(), join(home, 'private', 'native')),
      { what: 'a whole copy' },
    );
    const { account, installation } = await chooseAccount(dataDir, unreadable);
    vi.unstubAllEnvs();
    expect(account.owner).not.toBeNull();
    expect(installation.native.startsWith(dataDir)).toBe(true);
  });

  test('lets an ordinary user run it as well', async () => {
    await chown(home, NOBODY, NOBODY);
    starter = await startFromAnotherProcess(home, { uid: NOBODY, gid: NOBODY });
    expect(starter.report.error).toBeUndefined();
    expect(await query(starter.report.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('lets a user without a passwd entry run it', async () => {
    await chown(home, 54321, 54321);
    starter = await startFromAnotherProcess(home, { uid: 54321, gid: 54321 });
    expect(starter.report.error).toBeUndefined();
    expect(await query(starter.report.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('tells an ordinary user that the folder is not theirs', async () => {
    starter = await startFromAnotherProcess(home, { uid: NOBODY, gid: NOBODY });
    expect(starter.report.error).toMatchObject({ name: 'UnwritableFolderError' });
    expect(starter.report.error?.message).toContain(home);
  });
});
