import { createTestDatabase, type TestDatabase } from '@overmind/testing/postgres';
import { type Kysely, sql } from 'kysely';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate, NewerDatabaseError } from './migrate.ts';
import { migrations } from './migrations/all.ts';

let database: TestDatabase;
let client: Client;
beforeEach(async () => {
  database = await createTestDatabase({ template: 'template0' });
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await database.drop();
});

const select = async (text: string) => (await client.query(text)).rows;
const tables = () =>
  select(`select relname, relkind from pg_class where relnamespace = 'public'::regnamespace order by 1, 2`);
const ran = () => select('select * from schema_migrations order by name');
const epoch = () => select('select * from installation');

test('an empty database gets the whole schema and an epoch', async () => {
  await migrate(database.url);
  expect((await ran()).map((row) => row.name)).toEqual(Object.keys(migrations));
  expect(await tables()).toContainEqual({ relname: 'tasks', relkind: 'r' });
  expect(await epoch()).toHaveLength(1);
});

test('a database that is up to date stays as it is, its epoch too', async () => {
  await migrate(database.url);
  const before = [await tables(), await ran(), await epoch()];
  await migrate(database.url);
  expect([await tables(), await ran(), await epoch()]).toEqual(before);
});

test('processes that start at once migrate it once', async () => {
  const all = await Promise.allSettled([1, 2, 3, 4].map(() => migrate(database.url)));
  expect(all).toEqual(Array(4).fill({ status: 'fulfilled', value: undefined }));
  expect(await ran()).toHaveLength(Object.keys(migrations).length);
  expect(await epoch()).toHaveLength(1);
});

test('a database of a newer version is refused with what to do, and not touched', async () => {
  await migrate(database.url);
  await client.query(`insert into schema_migrations values ('0999-later', now()::text)`);
  await client.query('delete from installation');
  const before = [await tables(), await ran()];
  const refused = migrate(database.url);
  await expect(refused).rejects.toThrow(NewerDatabaseError);
  await expect(refused).rejects.toThrow(/newer version of OvermindOps.*0999-later.*Nothing was changed/);
  expect([await tables(), await ran()]).toEqual(before);
  expect(await epoch()).toEqual([]);
});

test('a migration that fails leaves the database as it was, and can be repaired', async () => {
  const name = '0998-broken';
  const addTable = (db: Kysely<unknown>) => sql`create table half_done (id integer)`.execute(db);
  const breakOff = (db: Kysely<unknown>) => sql`alter table nowhere add column x integer`.execute(db);
  await migrate(database.url);
  const before = [await tables(), await ran(), await epoch()];
  try {
    migrations[name] = {
      up: async (db) => {
        await addTable(db);
        await breakOff(db);
      },
    };
    await expect(migrate(database.url)).rejects.toThrow(`Migration ${name} failed`);
    expect([await tables(), await ran(), await epoch()]).toEqual(before);
    migrations[name] = { up: async (db) => void (await addTable(db)) };
    await migrate(database.url);
    expect((await ran()).at(-1)?.name).toBe(name);
  } finally {
    delete migrations[name];
  }
});

test('the first migration is all or nothing too', async () => {
  await client.query('create view artifacts as select 1 as id');
  await expect(migrate(database.url)).rejects.toThrow(/failed/);
  expect((await tables()).filter((table) => table.relname === 'users')).toEqual([]);
});
