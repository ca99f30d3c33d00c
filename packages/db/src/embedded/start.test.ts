import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTempFolder, type TempFolder } from '@overmind/testing/temp-folder';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { embeddedFolders } from './cluster/folders.ts';
import { locateInstallation } from './cluster/installation.ts';
import {
  MissingPasswordError,
  NoDiskSpaceError,
  OtherMajorVersionError,
  UnwritableFolderError,
} from './errors.ts';
import { freeLoopbackPort } from './free-port.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './start.ts';
import { query } from './starter.fixture.ts';

const canMount =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['--mount', 'true']).status === 0;

const running: EmbeddedPostgres[] = [];
let folder: TempFolder;
let home: string;

async function start(options: Parameters<typeof startEmbeddedPostgres>[0] = { dataDir: home }) {
  const server = await startEmbeddedPostgres(options);
  running.push(server);
  return server;
}

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

// One cluster serves the tests that need no fresh one.
beforeAll(async () => {
  folder = await createTempFolder();
  home = join(folder.path, 'home');
  const first = await startEmbeddedPostgres({ dataDir: home });
  await first.stop();
});
afterEach(async () => {
  for (const server of running.splice(0).reverse()) await server.stop();
});
afterAll(() => folder.remove());

describe('a first start', () => {
  test('creates a private database without a TCP port', async () => {
    const dataDir = join(folder.path, 'fresh', 'nested');
    const server = await start({ dataDir });
    expect(server.adopted).toBe(false);
    expect(await query(server.connectionString, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
    expect(await query(server.connectionString, 'select current_database() as name')).toEqual([
      { name: 'overmind' },
    ]);
    expect(server.connection.host).toBe(join(dataDir, 'run'));
    const modes = await Promise.all(
      ['.', 'postgres', 'run', 'postgres.password'].map((name) => modeOf(join(dataDir, name))),
    );
    expect(modes).toEqual(['700', '700', '700', '600']);
    expect((await readdir(dataDir)).filter((name) => name.includes('init'))).toEqual([]);
  });

  test('by two at once on one folder gives both the same server', async () => {
    const dataDir = join(folder.path, 'contended');
    const [one, two] = await Promise.all([start({ dataDir }), start({ dataDir })]);
    expect(one.pid).toBe(two.pid);
    expect([one.adopted, two.adopted].sort()).toEqual([false, true]);
  });
});

describe('a later start', () => {
  test('finds what was written before', async () => {
    const first = await start();
    await query(first.connectionString, 'create table kept as select 42 as answer');
    await first.stop();
    const second = await start();
    expect(await query(second.connectionString, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  test('adopts a running server and leaves it to the one that started it', async () => {
    const first = await start();
    const second = await start();
    expect(second).toMatchObject({ adopted: true, pid: first.pid });
    await second.stop();
    expect(await query(first.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('by an adopter takes over a server whose starter is gone', async () => {
    const first = await start();
    const gone = spawnSync(process.execPath, ['--version']).pid;
    await writeFile(embeddedFolders(home).starterFile, String(gone));
    const second = await start();
    await second.stop();
    await expect(first.exited).resolves.toEqual({ code: 0, signal: null });
  });

  test('tells an adopter when the server ends', async () => {
    const first = await start();
    const second = await start();
    await first.stop();
    await expect(second.exited).resolves.toEqual({ code: null, signal: null });
  });

  test('completes libraries whose links an install without scripts left out', async () => {
    const { native } = await locateInstallation();
    const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as {
      target: string;
    }[];
    const unused = links
      .map(({ target }) => join(native, '..', target))
      .find((path) => path.endsWith('libecpg.so'));
    await rm(String(unused), { force: true });
    await locateInstallation();
    expect((await stat(String(unused))).isFile()).toBe(true);
  });
});

test('stops within its bounds, and once, with a client still connected', async () => {
  const server = await start();
  const sleeping = query(server.connectionString, 'select pg_sleep(60)');
  const ended = expect(sleeping).rejects.toThrow();
  await Promise.all([server.stop(), server.stop()]);
  await ended;
  await expect(server.exited).resolves.toEqual({ code: 0, signal: null });
});

test('listens on a loopback port when asked, with the password required', async () => {
  const port = await freeLoopbackPort();
  const server = await start({ dataDir: home, listen: { host: '127.0.0.1', port } });
  expect(server.connection).toMatchObject({ host: '127.0.0.1', port });
  expect(await query(server.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
  const wrong = server.connectionString.replace(server.connection.password, 'guess');
  await expect(query(wrong, 'select 1')).rejects.toMatchObject({ code: '28P01' });
});

test('two folders run side by side', async () => {
  const [one, two] = await Promise.all([start(), start({ dataDir: join(folder.path, 'beside') })]);
  await query(two.connectionString, 'create table only_in_two ()');
  await expect(query(one.connectionString, 'select from only_in_two')).rejects.toMatchObject({
    code: '42P01',
  });
});

test('keeps the socket in a private temp folder when the path is too long for one', async () => {
  const dataDir = join(folder.path, 'long-'.repeat(30));
  const server = await start({ dataDir });
  expect(server.connection.host.startsWith(dataDir)).toBe(false);
  expect(await modeOf(server.connection.host)).toBe('700');
  expect(await query(server.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
  const adopter = await start({ dataDir });
  expect(adopter.adopted).toBe(true);
  await server.stop();
  await rm(server.connection.host, { recursive: true });
});

test('refuses a temp folder for the socket that others can enter', async () => {
  const dataDir = join(folder.path, 'longer-'.repeat(30));
  const { socket } = embeddedFolders(dataDir);
  await mkdir(socket);
  await chmod(socket, 0o777);
  await expect(start({ dataDir })).rejects.toThrow(UnwritableFolderError);
  await rm(socket, { recursive: true });
});

describe('refuses with a sentence', () => {
  test('a data folder that is a file', async () => {
    const dataDir = join(folder.path, 'file');
    await writeFile(dataDir, '');
    await expect(start({ dataDir })).rejects.toThrow(UnwritableFolderError);
  });

  test('a cluster of another major version, untouched', async () => {
    const dataDir = join(folder.path, 'old');
    await mkdir(join(dataDir, 'postgres'), { recursive: true });
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '16\n');
    const refusal = start({ dataDir });
    await expect(refusal).rejects.toThrow(OtherMajorVersionError);
    await expect(refusal).rejects.toThrow(/made by PostgreSQL 16, and this version runs PostgreSQL 18/);
    expect(await readdir(join(dataDir, 'postgres'))).toEqual(['PG_VERSION']);
  });

  test('a password file that is not the one the database was made with', async () => {
    const file = join(home, 'postgres.password');
    const password = await readFile(file, 'utf8');
    await writeFile(file, 'another');
    await expect(start()).rejects.toThrow(MissingPasswordError);
    await writeFile(file, password);
    await expect(start()).resolves.toMatchObject({ adopted: false });
  });

  test.runIf(canMount)('a disk without room for a database', async () => {
    const dataDir = join(folder.path, 'small-disk');
    await mkdir(dataDir);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=0700', 'overmind-test', dataDir]);
    try {
      await expect(start({ dataDir })).rejects.toThrow(NoDiskSpaceError);
      expect((await readdir(dataDir)).filter((name) => name.includes('init'))).toEqual([]);
    } finally {
      execFileSync('umount', [dataDir]);
    }
  });

  test('a setting that the server does not know, with what the server said', async () => {
    const refusal = start({ dataDir: home, settings: { no_such_setting: 'on' } });
    await expect(refusal).rejects.toThrow(/no_such_setting/);
  });
});
