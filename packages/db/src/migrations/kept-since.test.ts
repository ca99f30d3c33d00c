import { createTestDatabase, type TestDatabase } from '@overmind/testing/postgres';
import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../database.ts';
import { migrate } from '../migrate.ts';
import { insert, insertProject } from '../test-support/rows.ts';
import { migrations } from './all.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await createTestDatabase({ template: 'template0' });
  pool = new Pool({ connectionString: database.url });
  const later = Object.entries(migrations).filter(([each]) => each >= '0024-kept-since');
  for (const [each] of later) delete migrations[each];
  await migrate(database.url).finally(() => Object.assign(migrations, Object.fromEntries(later)));
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const spoken = '2025-01-01T00:00:00Z';
const imported = '2026-01-01T00:00:00Z';
const addRecording = (projectId: string, createdAt: string) =>
  insert(pool, 'recordings', {
    ...{ project_id: projectId, title: 'x', source: 'upload', storage_path: 'x', mime_type: 'audio/wav' },
    ...{ size_bytes: 1, sha256: 'x', created_at: createdAt, updated_at: createdAt },
  });

it('counts what is here from when it was made, or imported, and changes nothing else of it', async () => {
  const [here, brought] = [await insertProject(pool), await insertProject(pool)];
  await pool.query(
    `insert into audit_log (id, actor, action, project_id, created_at) values ($1, 'x', 'project.imported', $2, $3)`,
    [newId(), brought, imported],
  );
  const later = '2026-02-01T00:00:00Z';
  for (const id of [here, brought]) for (const at of [spoken, later]) await addRecording(id, at);
  await migrate(database.url);
  const of = async (projectId: string) =>
    (
      await pool.query<{ here_since: Date; updated_at: Date }>(
        'select here_since, updated_at from recordings where project_id = $1 order by created_at',
        [projectId],
      )
    ).rows.map(({ here_since, updated_at }) => [here_since, updated_at]);
  const [a, b, c] = [new Date(spoken), new Date(imported), new Date(later)];
  expect(await of(here)).toEqual([
    [a, a],
    [c, c],
  ]);
  expect(await of(brought)).toEqual([
    [b, a],
    [c, c],
  ]);
});
