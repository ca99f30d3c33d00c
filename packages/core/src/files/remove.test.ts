import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scheduleRemoval } from '@overmind/db/queries/voice/file-removals';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Core } from '../core.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { removeForsakenFiles, removeTwice } from './remove.ts';

let on: TestCore;
beforeEach(async () => {
  on = await startTestCore();
});
afterEach(() => on.stop());

async function put(path: string): Promise<void> {
  const folder = join(on.storageRoot, path);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'audio'), 'x');
  await scheduleRemoval(on.core.db, path, 0);
}
const isThere = (path: string): Promise<boolean> =>
  stat(join(on.storageRoot, path)).then(
    () => true,
    () => false,
  );
const due = async (): Promise<string[]> =>
  (
    await on.database.pool.query(`select storage_path from file_removals where remove_at <= now() order by 1`)
  ).rows.map((row) => row.storage_path);

/** No path of the storage, so that it can never be removed, whoever runs this. */
const poison = (n: number): string => `../outside-${String(n).padStart(3, '0')}`;

it('removes what it can behind what it cannot, however much that is', async () => {
  for (let n = 0; n < 120; n += 1) await scheduleRemoval(on.core.db, poison(n), -1_000);
  await put('projects/one/recordings/two');
  await removeForsakenFiles(on.core);
  await removeForsakenFiles(on.core);
  expect(await isThere('projects/one/recordings/two')).toBe(false);
  expect(await due()).toEqual([]);
  const { rows } = await on.database.pool.query('select 1 from file_removals');
  expect(rows).toHaveLength(120);
});

it('says what it could not remove, and tries it again later', async () => {
  const warned: unknown[] = [];
  const core: Core = { ...on.core, log: { ...on.core.log, warn: (detail: unknown) => warned.push(detail) } };
  await scheduleRemoval(core.db, poison(1), 0);
  await removeForsakenFiles(core);
  expect(warned).toMatchObject([{ path: poison(1) }]);
  await on.database.pool.query('update file_removals set remove_at = now()');
  await removeForsakenFiles(core);
  expect(warned).toHaveLength(2);
});

it('removes once more what others write to a folder that was removed, at its time', async () => {
  const path = 'projects/one';
  await put(path);
  await removeTwice(on.core, path, 3_600_000);
  expect(await isThere(path)).toBe(false);
  await mkdir(join(on.storageRoot, path), { recursive: true });
  await removeForsakenFiles(on.core);
  expect(await isThere(path)).toBe(true);
  await on.database.pool.query('update file_removals set remove_at = now()');
  await removeForsakenFiles(on.core);
  expect(await isThere(path)).toBe(false);
  await on.database.pool.query('delete from file_removals');
  await put(path);
  await on.database.pool.query('delete from file_removals');
  await removeTwice(on.core, path, 3_600_000);
  expect(await isThere(path)).toBe(true);
});
