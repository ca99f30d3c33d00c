import { afterAll, beforeAll, expect, test } from 'vitest';
import { resolveComment } from '../reviews/comments.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import {
  exportBytes,
  importBytes,
  type OpenedArchive,
  openArchive,
  packAgain,
  putRows,
  rowsOf,
} from './test-support/archives.ts';
import { makeHistory } from './test-support/history.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());

const marksOf = (archive: OpenedArchive) =>
  rowsOf(archive, 'review_comments').map((row) => [row['resolved_at'], row['resolved_by_user_id']]);

async function makeResolved() {
  const made = await makeHistory(on.core);
  const before = await openArchive(await exportBytes(on.core, made.owner, made.project.id));
  const [comment] = rowsOf(before, 'review_comments');
  await resolveComment(on.core, made.owner, String(comment?.['id']), true);
  return { made, bytes: await exportBytes(on.core, made.owner, made.project.id) };
}

test('a comment that was resolved comes in as one, by the same person', async () => {
  const { made, bytes } = await makeResolved();
  const { project } = await importBytes(on.core, made.owner, bytes, { ids: 'remap' });
  const came = await openArchive(await exportBytes(on.core, made.owner, project.id));
  expect(marksOf(came)).toEqual(marksOf(await openArchive(bytes)));
  expect(marksOf(came)).toEqual([[expect.any(String), made.owner.userId]]);
});

test('comments of an archive that knows no marks come in open', async () => {
  const { made, bytes } = await makeResolved();
  const archive = await openArchive(bytes);
  const rows = rowsOf(archive, 'review_comments');
  const older = rows.map(({ resolved_at: _at, resolved_by_user_id: _by, ...row }) => row);
  putRows(archive, 'review_comments', older);
  const { project } = await importBytes(on.core, made.owner, await packAgain(archive), { ids: 'remap' });
  const came = await openArchive(await exportBytes(on.core, made.owner, project.id));
  expect(marksOf(came)).toEqual([[null, null]]);
});
