import { createTempFolder, type TempFolder } from '@overmind/testing/temp-folder';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assertDurable, UnsafeDatabaseError } from './durability.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded/start.ts';

let folder: TempFolder;
let server: EmbeddedPostgres;
let client: Client;
beforeAll(async () => {
  folder = await createTempFolder();
  server = await startEmbeddedPostgres({ dataDir: folder.path });
  client = await connect(server);
});
afterAll(async () => {
  await client.end();
  await server.stop();
  await folder.remove();
});

async function connect(to: EmbeddedPostgres) {
  const connected = new Client({ connectionString: to.connectionString });
  await connected.connect();
  return connected;
}

const query = (sql: string) => client.query(sql);

test('accepts the embedded server as it starts', async () => {
  await expect(assertDurable(query)).resolves.toBeUndefined();
});

test('refuses a server that does not wait for its disk at commit', async () => {
  await client.query('set synchronous_commit = off');
  await expect(assertDurable(query)).rejects.toThrow(/synchronous_commit off/);
  await client.query('set synchronous_commit = local');
  await expect(assertDurable(query)).resolves.toBeUndefined();
});

test('refuses a server with fsync or full_page_writes off, naming each', async () => {
  const unsafe = await createTempFolder();
  const settings = { fsync: 'off', full_page_writes: 'off' };
  const other = await startEmbeddedPostgres({ dataDir: unsafe.path, settings });
  const otherClient = await connect(other);
  try {
    const check = assertDurable((sql) => otherClient.query(sql));
    await expect(check).rejects.toThrow(UnsafeDatabaseError);
    await expect(check).rejects.toThrow(/fsync and full_page_writes off/);
  } finally {
    await otherClient.end();
    await other.stop();
    await unsafe.remove();
  }
});

test('refuses a server older than PostgreSQL 15', async () => {
  const row = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', version: '140012' };
  await expect(assertDurable(() => Promise.resolve({ rows: [row] }))).rejects.toThrow('PostgreSQL 14');
});
