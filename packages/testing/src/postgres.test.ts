import { Client } from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createTestDatabase, startTestPostgres, type TestPostgres } from './postgres.ts';

async function query(url: string, sql: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const migrate = async (url: string) => {
  await query(url, "create table note (text text not null); insert into note values ('from the template')");
};

let postgres: TestPostgres;
beforeAll(async () => {
  vi.stubEnv('TEST_DATABASE_URL', '');
  vi.stubEnv('DATABASE_URL', '');
  postgres = await startTestPostgres({ migrate });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await postgres.stop();
});

test('gives each caller a migrated database of its own', async () => {
  const [one, two] = await Promise.all([
    createTestDatabase({ server: postgres.url }),
    createTestDatabase({ server: postgres.url }),
  ]);
  await query(one.url, "insert into note values ('only in one')");
  expect(await query(one.url, 'select text from note')).toHaveLength(2);
  expect(await query(two.url, 'select text from note')).toEqual([{ text: 'from the template' }]);
  await Promise.all([one.drop(), two.drop()]);
});

test('drops a database that still has connections', async () => {
  const database = await createTestDatabase({ server: postgres.url });
  const left = new Client({ connectionString: database.url });
  const closed = new Promise((resolve) => left.on('error', resolve));
  await left.connect();
  await database.drop();
  expect(await closed).toMatchObject({ code: '57P01' });
  expect(await query(postgres.url, `select 1 from pg_database where datname = '${database.name}'`)).toEqual(
    [],
  );
});

test('runs with a durable configuration', async () => {
  expect(await query(postgres.url, 'show fsync')).toEqual([{ fsync: 'on' }]);
});

test('uses the server that the environment names instead of starting one, and takes only its template away', async () => {
  const template = "select 1 from pg_database where datname = 'overmind_template'";
  const given = await startTestPostgres({ migrate: () => Promise.resolve() });
  vi.stubEnv('TEST_DATABASE_URL', given.url);
  const borrowed = await startTestPostgres({ migrate });
  expect(borrowed.url).toBe(given.url);
  const database = await createTestDatabase();
  expect(await query(database.url, 'select text from note')).toEqual([{ text: 'from the template' }]);
  await database.drop();
  await borrowed.stop();
  expect(await query(given.url, template)).toEqual([]);
  vi.stubEnv('TEST_DATABASE_URL', '');
  await given.stop();
});

test('says what is missing when no server was set up', async () => {
  await expect(createTestDatabase()).rejects.toThrow('TEST_DATABASE_URL is not set');
});
