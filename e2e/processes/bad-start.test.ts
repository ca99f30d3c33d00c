import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { freeLoopbackPort } from '@overmind/db/embedded/free-port';
import { startEmbeddedPostgres } from '@overmind/db/embedded/start';
import { expect, test } from 'vitest';
import { Person } from './support/person.ts';
import { query, withEmbedded } from './support/postgres.ts';
import { processesOf } from './support/process-list.ts';
import { type Exit, Program, serverFile } from './support/programs.ts';
import { Server, serverEnvironment } from './support/server.ts';
import { Stand } from './support/stand.ts';

interface Failure extends Exit {
  /** What a person reads: standard error without the log. */
  said: string;
}

/** Starts the server as a person does, and gives what it said when it gave up. */
async function startAndFail(dataDir: string, env: Record<string, string>): Promise<Failure> {
  const port = await freeLoopbackPort();
  await using program = new Program({
    name: 'server',
    file: serverFile,
    env: { ...serverEnvironment({ dataDir, port }), ...env },
  });
  const limit = setTimeout(() => program.signal('SIGKILL'), 240_000);
  const exit = await program.exited;
  clearTimeout(limit);
  const lines = program.stderr.split('\n').filter((line) => line !== '' && !line.startsWith('{"level"'));
  return { ...exit, said: lines.join('\n') };
}

function expectOneSentence(failure: Failure, ...parts: (string | RegExp)[]): void {
  expect(failure.said).not.toMatch(/\n\s+at /);
  expect(failure.said.split('\n')).toHaveLength(1);
  for (const part of parts) expect(failure.said).toMatch(part);
  expect(failure).toMatchObject({ code: 1, signal: null });
}

const expectNothingLeft = (dataDir: string): void => expect(processesOf(dataDir)).toEqual([]);

test('a taken port: names a free one, and leaves its owner alone', async () => {
  await using stand = new Stand();
  const dataDir = await stand.folder();
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const failure = await startAndFail(dataDir, { PORT: String(port) });
  expectOneSentence(failure, `Port ${port} is taken`);
  const free = Number(/PORT=(\d+)/.exec(failure.said)?.[1]);
  expectNothingLeft(dataDir);
  expect(other.listening).toBe(true);
  other.close();

  const server = stand.own(await Server.start({ dataDir, port: free }));
  expect((await fetch(`${server.url}/api/health`)).status).toBe(200);
});

test('a data folder that cannot be written: says which, and why', async () => {
  await using stand = new Stand();
  const path = join(await stand.folder(), 'data');
  await writeFile(path, 'mine');
  expectOneSentence(await startAndFail(path, {}), path, 'DATA_DIR');
  expectNothingLeft(path);
});

test('a second server on the same data folder: refuses, and the first is unharmed', async () => {
  await using stand = new Stand();
  const server = await stand.server();
  const { dataDir } = server.options;
  expectOneSentence(await startAndFail(dataDir, {}), 'already runs', String(server.program.pid), server.url);
  expect(await (await Person.signIn(server.url)).list('/projects')).toEqual([]);
  expect(server.program.isRunning).toBe(true);
});

test('a database of a newer version: refuses and changes nothing', async () => {
  await using stand = new Stand();
  const server = await stand.server();
  const { dataDir } = server.options;
  await server.stop();
  const dump = () =>
    withEmbedded(server.databaseFolder, async (url) => ({
      migrations: await query(url, 'select name from schema_migrations order by name'),
      users: await query(url, 'select * from users'),
    }));
  await withEmbedded(server.databaseFolder, (url) =>
    query(
      url,
      "insert into schema_migrations (name, timestamp) values ('9999-from-the-future', now()::text)",
    ),
  );
  const before = await dump();
  expectOneSentence(await startAndFail(dataDir, {}), 'newer version', '9999-from-the-future');
  expectNothingLeft(dataDir);
  expect(await dump()).toEqual(before);
});

test('a database that does not answer: says so without its password', async () => {
  await using stand = new Stand();
  const dataDir = await stand.folder();
  const port = await freeLoopbackPort();
  const failure = await startAndFail(dataDir, {
    DATABASE_URL: `postgres://ada:top-secret-word@127.0.0.1:${port}/shop`,
  });
  expectOneSentence(failure, 'DATABASE_URL', 'does not answer');
  expect(failure.said).not.toContain('top-secret-word');
  expectNothingLeft(dataDir);
});

test('a Redis that does not answer does not keep the server from starting', async () => {
  await using stand = new Stand();
  const server = await stand.server({ REDIS_URL: `redis://127.0.0.1:${await freeLoopbackPort()}` });
  expect((await fetch(`${server.url}/api/health`)).status).toBe(200);
});

test('a database that may lose commits: refuses and tells how to put it right', async () => {
  await using stand = new Stand();
  const dataDir = await stand.folder();
  const postgres = stand.own(
    await startEmbeddedPostgres({
      dataDir: await stand.folder(),
      listen: { host: '127.0.0.1', port: await freeLoopbackPort() },
      settings: { fsync: 'off' },
    }),
  );
  const failure = await startAndFail(dataDir, { DATABASE_URL: postgres.connectionString });
  expectOneSentence(failure, 'fsync off', 'alter system set fsync = on');
  const tables = "select 1 from information_schema.tables where table_schema = 'public'";
  expect(await query(postgres.connectionString, tables)).toEqual([]);
  expectNothingLeft(dataDir);
});

test('wrong settings: every one at once, no value repeated', async () => {
  await using stand = new Stand();
  const dataDir = await stand.folder();
  const failure = await startAndFail(dataDir, {
    PORT: '70000',
    ROLE: 'api,boss',
    LOG_LEVEL: 'loud',
    ADMIN_PASSWORD: 'x7!',
    DATABASE_URL: 'mysql://ada:top-secret-word@localhost/shop',
  });
  expect(failure).toMatchObject({ code: 1, signal: null });
  expect(failure.said).toMatch(/^These settings are wrong:\n/);
  for (const name of ['PORT', 'ROLE', 'LOG_LEVEL', 'ADMIN_PASSWORD', 'DATABASE_URL'])
    expect(failure.said).toMatch(new RegExp(`^  ${name}`, 'm'));
  expect(failure.said).not.toMatch(/top-secret-word|x7!|loud/);
  expectNothingLeft(dataDir);
});

test('a common administrator password: refuses in words, and makes nobody an administrator', async () => {
  await using stand = new Stand();
  const dataDir = await stand.folder();
  const failure = await startAndFail(dataDir, { ADMIN_PASSWORD: 'password123' });
  expectOneSentence(failure, /ADMIN_PASSWORD|password/i);
  expect(failure.said).not.toContain('password123');
  expectNothingLeft(dataDir);
  await withEmbedded(join(dataDir, 'database'), async (url) => {
    expect(await query(url, 'select email from users')).toEqual([]);
  });
});
