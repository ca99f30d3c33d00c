import { NewProject } from '@overmind/contracts/entities/project';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProject } from '../projects/create.ts';
import { makeProject } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { exportBytes, importBytes } from './test-support/archives.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());

test('many imports and new projects of one name at once get a key each, and no other name waits for them', async () => {
  const { core } = on;
  const made = await makeProject(core);
  const bytes = await exportBytes(core, made.owner, made.project.id);
  const blocker = await core.db.startTransaction().execute();
  await sql`insert into projects (id, key, name) values (gen_random_uuid(), 'KIOSK', 'Kiosk')`.execute(
    blocker,
  );
  const waiting = createProject(core, made.owner, NewProject.parse({ name: 'Kiosk' }));
  const other = await createProject(core, made.owner, NewProject.parse({ name: 'Bakery' }));
  expect(other.key).toMatch(/^BAKER/);
  await blocker.commit().execute();
  expect((await waiting).key).toBe('KIOSK2');
  const all = await Promise.all([
    ...Array.from({ length: 3 }, async () => (await importBytes(core, made.owner, bytes)).project),
    ...Array.from({ length: 3 }, () => createProject(core, made.owner, NewProject.parse({ name: 'Shop' }))),
  ]);
  expect(new Set(all.map(({ key }) => key)).size).toBe(6);
});
