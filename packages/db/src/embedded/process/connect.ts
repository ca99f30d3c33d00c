import { setTimeout as delay } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import { MissingPasswordError, PostgresStartError } from '../errors.ts';

export interface Connection {
  /** A loopback address, or the folder of the unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

// Replaying the longest log that the settings allow takes seconds; a slow disk may need minutes.
const ACCEPT_TIMEOUT_MS = 5 * 60_000;
const REPORT_AFTER_MS = 1000;
const POLL_MS = 10;

const INVALID_CATALOG_NAME = '3D000';
const DUPLICATE_DATABASE = '42P04';

export function connectionString({ host, port, user, password, database }: Connection): string {
  const isAddress = !host.includes('/');
  const authority = isAddress ? `${host}:${port}` : '';
  const query = isAddress ? '' : `?host=${encodeURIComponent(host)}&port=${port}`;
  return `postgresql://${user}:${encodeURIComponent(password)}@${authority}/${database}${query}`;
}

/**
 * Resolves with `accepting` once the database exists and takes connections, recovery after a crash included,
 * or with `gone` when the server ended first.
 */
export async function waitUntilAccepting(
  connection: Connection,
  options: { isAlive: () => boolean | Promise<boolean>; passwordFile: string; log: (line: string) => void },
): Promise<'accepting' | 'gone'> {
  const startedAt = Date.now();
  let reported = '';
  for (;;) {
    const problem = await openDatabase(connection);
    if (problem === null) return 'accepting';
    if (problem instanceof DatabaseError) {
      if (problem.code?.startsWith('28')) throw new MissingPasswordError(options.passwordFile);
      const isNews = problem.message !== reported && Date.now() - startedAt > REPORT_AFTER_MS;
      if (isNews) options.log(problem.message);
      if (isNews) reported = problem.message;
    }
    if (!(await options.isAlive())) return 'gone';
    if (Date.now() - startedAt > ACCEPT_TIMEOUT_MS) {
      throw new PostgresStartError(
        `PostgreSQL took no connection for ${ACCEPT_TIMEOUT_MS / 1000} s`,
        String(problem),
      );
    }
    await delay(POLL_MS);
  }
}

async function openDatabase(connection: Connection): Promise<unknown> {
  const problem = await execute(connection, 'select 1');
  if (!(problem instanceof DatabaseError && problem.code === INVALID_CATALOG_NAME)) return problem;
  const created = await execute(
    { ...connection, database: 'postgres' },
    `create database ${connection.database}`,
  );
  // Another process that starts on the same folder may create it too; the next round shows.
  return created instanceof DatabaseError && created.code === DUPLICATE_DATABASE ? null : created;
}

async function execute(connection: Connection, sql: string): Promise<unknown> {
  const client = new Client({ ...connection, connectionTimeoutMillis: 10_000 });
  // A server that stops in between reports on the idle connection too; the query's own failure tells it.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(sql);
    return null;
  } catch (error) {
    return error;
  } finally {
    await client.end();
  }
}
