import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTempFolder, type TempFolder } from '@overmind/testing/temp-folder';
import { waitFor } from '@overmind/testing/wait-for';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEmbeddedPostgres } from './start.ts';
import { isGone, query, startFromAnotherProcess, withFailing } from './starter.fixture.ts';

const ACTIVE_QUERIES =
  "select 1 from pg_stat_activity where query like '%generate_series%' and pid <> pg_backend_pid()";

let folder: TempFolder;
beforeEach(async () => {
  folder = await createTempFolder();
});
afterEach(() => folder.remove());

test('every committed row is there after a kill of the server', async () => {
  let server = await startEmbeddedPostgres({ dataDir: folder.path });
  await query(server.connectionString, 'create table kept (round int)');
  for (let round = 1; round <= 3; round++) {
    const connection = server.connectionString;
    for (let row = 0; row < 20; row++) await query(connection, `insert into kept values (${round})`);
    process.kill(server.pid, 'SIGKILL');
    // Without waiting for its end: what is left of the old server must not be in the way.
    server = await startEmbeddedPostgres({ dataDir: folder.path });
    const rows = await query(server.connectionString, 'select count(*)::int as count from kept');
    expect(rows).toEqual([{ count: round * 20 }]);
  }
  await server.stop();
});

test('two starts after a kill end up with one server', async () => {
  let server = await startEmbeddedPostgres({ dataDir: folder.path });
  for (let round = 1; round <= 5; round++) {
    process.kill(server.pid, 'SIGKILL');
    const both = [{ dataDir: folder.path }, { dataDir: folder.path }].map(startEmbeddedPostgres);
    const [one, two] = await Promise.all(both);
    expect(one?.pid).toBe(two?.pid);
    server = one?.adopted === false ? one : (two ?? server);
  }
  await server.stop();
});

test('tells that the server was killed', async () => {
  const server = await startEmbeddedPostgres({ dataDir: folder.path });
  process.kill(server.pid, 'SIGKILL');
  await expect(server.exited).resolves.toEqual({ code: null, signal: 'SIGKILL' });
  await server.stop();
});

test('recovers while a busy connection of the killed server still runs', async () => {
  const first = await startEmbeddedPostgres({ dataDir: folder.path });
  const busy = query(first.connectionString, 'select count(*) from generate_series(1, 20000000)').catch(
    () => 'ended',
  );
  const isBusy = async () => (await query(first.connectionString, ACTIVE_QUERIES)).length > 0;
  await waitFor(isBusy, { what: 'the long query to run' });
  process.kill(first.pid, 'SIGKILL');
  const second = await startEmbeddedPostgres({ dataDir: folder.path });
  expect(await query(second.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
  await second.stop();
  await busy;
});

test('no server outlives the process that started it, even when that is killed', async () => {
  const starter = await startFromAnotherProcess(folder.path);
  const { pid, connectionString } = starter.report;
  await query(connectionString, 'create table kept as select 1 as one');
  await starter.kill();
  await waitFor(() => isGone(pid), { what: 'the server to end' });

  const next = await startEmbeddedPostgres({ dataDir: folder.path });
  expect(await query(next.connectionString, 'select one from kept')).toEqual([{ one: 1 }]);
  await next.stop();
});

test('no server outlives it where the system knows no parent death signal', async () => {
  const env = await withFailing('setpriv', folder.path);
  const starter = await startFromAnotherProcess(join(folder.path, 'data'), { env });
  expect(await query(starter.report.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
  await starter.kill();
  await waitFor(() => isGone(starter.report.pid), { what: 'the server to end' });
});

test('a start right after the kill of the starting process waits for the old server', async () => {
  const starter = await startFromAnotherProcess(folder.path);
  await starter.kill();
  const next = await startEmbeddedPostgres({ dataDir: folder.path });
  expect(await query(next.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
  await next.stop();
  await waitFor(() => isGone(starter.report.pid), { what: 'the old server to end' });
});

test('is adopted across processes', async () => {
  const starter = await startFromAnotherProcess(folder.path);
  const here = await startEmbeddedPostgres({ dataDir: folder.path });
  expect(here).toMatchObject({ adopted: true, pid: starter.report.pid });
  await here.stop();
  expect(isGone(starter.report.pid)).toBe(false);
  await starter.kill();
  await waitFor(() => isGone(starter.report.pid), { what: 'the server to end' });
});

test('a server that holds the folder and does not listen yet is waited for', async () => {
  const first = await startEmbeddedPostgres({ dataDir: folder.path });
  const path = join(folder.path, 'postgres', 'postmaster.pid');
  const whole = await readFile(path, 'utf8');
  await writeFile(path, [...whole.split('\n').slice(0, 4), ''].join('\n'));
  const said: string[] = [];
  const second = startEmbeddedPostgres({ dataDir: folder.path, log: (line) => said.push(line) });
  await waitFor(() => said.some((line) => line.includes('does not listen yet')), { what: 'the obstacle' });
  await writeFile(path, whole);
  expect(await second).toMatchObject({ adopted: true, pid: first.pid });
  await first.stop();
});

test('a stale pid that now belongs to another process is no obstacle', async () => {
  const first = await startEmbeddedPostgres({ dataDir: folder.path });
  process.kill(first.pid, 'SIGKILL');
  await first.exited;
  const path = join(folder.path, 'postgres', 'postmaster.pid');
  const [, ...rest] = (await readFile(path, 'utf8')).split('\n');
  await writeFile(path, [String(process.pid), ...rest].join('\n'));
  const second = await startEmbeddedPostgres({ dataDir: folder.path });
  expect(second.adopted).toBe(false);
  await second.stop();
});
