import { randomBytes } from 'node:crypto';
import { freeLoopbackPort } from '@overmind/db/embedded/free-port';
import { startEmbeddedPostgres } from '@overmind/db/embedded/start';
import { Client } from 'pg';
import { createTempFolder, memoryOrDisk } from './temp-folder.ts';
import { waitFor } from './wait-for.ts';

export const TEMPLATE_DATABASE = 'overmind_template';

export interface TestPostgres {
  /** The server's administrator, for `TEST_DATABASE_URL` and `createTestDatabase`. */
  readonly url: string;
  /** Ends the server; one that was given by the environment only loses its template. */
  stop(): Promise<void>;
}

/**
 * The PostgreSQL of one test run, for vitest's global setup: the server that TEST_DATABASE_URL or DATABASE_URL
 * names, else an embedded one on a free loopback port. Holds one migrated template; a given server serves one
 * test run at a time.
 */
export async function startTestPostgres(options: {
  migrate: (connectionString: string) => Promise<void>;
}): Promise<TestPostgres> {
  const given = givenServer();
  const server =
    given === undefined
      ? await startTestServer()
      : { url: given, stop: () => dropDatabase(given, TEMPLATE_DATABASE) };
  try {
    await createTemplate(server.url, options.migrate);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

export interface TestDatabase extends AsyncDisposable {
  readonly name: string;
  readonly url: string;
  /** Removes the database, and ends the connections that have not left it after half a second. */
  drop(): Promise<void>;
}

/** A database of the test file's own, cloned from the template. The caller drops it. */
export async function createTestDatabase(
  options: { server?: string; template?: string } = {},
): Promise<TestDatabase> {
  const server = options.server ?? givenServer();
  if (server === undefined)
    throw new Error('There is no test database: TEST_DATABASE_URL is not set by the global setup');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await execute(server, `create database ${name} template ${options.template ?? TEMPLATE_DATABASE}`);
  const drop = async () => {
    await waitForClients(server, name);
    await dropDatabase(server, name);
  };
  return { name, url: withDatabase(server, name), drop, [Symbol.asyncDispose]: drop };
}

function givenServer(): string | undefined {
  return process.env['TEST_DATABASE_URL'] || process.env['DATABASE_URL'] || undefined;
}

/** An empty embedded server on a free loopback port, its data in a folder that goes with it. */
export async function startTestServer(): Promise<TestPostgres> {
  const folder = await createTempFolder(await memoryOrDisk());
  try {
    const server = await startEmbeddedPostgres({
      dataDir: folder.path,
      listen: { host: '127.0.0.1', port: await freeLoopbackPort() },
      // Several test files hold pools at the same time.
      settings: { max_connections: '200', shared_buffers: '64MB', max_wal_size: '256MB' },
    });
    const stop = async () => {
      try {
        await server.stop();
      } finally {
        await folder.remove();
      }
    };
    return { url: server.connectionString, stop };
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

async function createTemplate(
  server: string,
  migrate: (connectionString: string) => Promise<void>,
): Promise<void> {
  await dropDatabase(server, TEMPLATE_DATABASE);
  await execute(server, `create database ${TEMPLATE_DATABASE}`);
  await migrate(withDatabase(server, TEMPLATE_DATABASE));
  // A connection to the template, autovacuum's too, would hold up every clone.
  await execute(server, `alter database ${TEMPLATE_DATABASE} allow_connections false`);
}

// A pool calls itself ended before its connections are closed, and one that is cut off then reports an error.
async function waitForClients(server: string, database: string): Promise<void> {
  const sql = `select 1 from pg_stat_activity where datname = '${database}' limit 1`;
  const areGone = async () => (await execute(server, sql)).length === 0;
  // Those that stay longer are cut off.
  await waitFor(areGone, { what: `the clients of ${database} to leave`, timeoutMs: 500 }).catch(() => {});
}

async function dropDatabase(server: string, name: string): Promise<void> {
  await execute(server, `drop database if exists ${name} with (force)`);
}

function withDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function execute(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
