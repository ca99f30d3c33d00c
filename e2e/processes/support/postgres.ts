import { randomBytes } from 'node:crypto';
import { startEmbeddedPostgres } from '@overmind/db/embedded/start';
import pg from 'pg';

export interface OwnDatabase extends AsyncDisposable {
  url: string;
}

/** One statement over its own connection. */
export async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** An empty database on a server. */
export async function createDatabase(server: string): Promise<OwnDatabase> {
  const name = `processes_${randomBytes(6).toString('hex')}`;
  await query(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const drop = async () => {
    await query(server, `drop database if exists ${name} with (force)`);
  };
  return { url: url.href, [Symbol.asyncDispose]: drop };
}

/** The address of the embedded database that runs, or is started for this call, on a folder. */
export async function withEmbedded<T>(databaseFolder: string, use: (url: string) => Promise<T>): Promise<T> {
  await using database = await startEmbeddedPostgres({ dataDir: databaseFolder });
  return await use(database.connectionString);
}

/** Every row of every table as text. */
export async function databaseText(url: string): Promise<string> {
  const tables = await query<{ name: string }>(
    url,
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await query<{ text: string }>(url, `select t::text as text from ${name} t`);
    texts.push(...rows.map((row) => row.text));
  }
  return texts.join('\n');
}
