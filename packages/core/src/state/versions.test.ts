import { updateUserRow } from '@overmind/db/queries/identity/users';
import { findProjectRow, settingsOf } from '@overmind/db/queries/projects/projects';
import { listStateCommits } from '@overmind/db/queries/projects/state-copies';
import { serializeState } from '@overmind/domain/state/serialize';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCycles } from '../cycles/run.ts';
import { updateProject } from '../projects/update.ts';
import { cancelTask } from '../tasks/cancel.ts';
import { updateTask } from '../tasks/update.ts';
import { type MadeProject, makeProject, makeTask, runFullCycle } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { readDocument, writeNotes } from '../test-support/states.ts';
import { diffStates } from './diff.ts';
import { editState } from './edit.ts';
import { getState, latestNotes } from './read.ts';
import { rollbackState } from './rollback.ts';

let on: TestCore;
let made: MadeProject;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  made = await makeProject(on.core);
  await runCycles(on.core, made.project.id);
});

const id = () => made.project.id;
const note = (text: string) => writeNotes(on.core, made.owner, id(), text);
const state = (version?: number) => getState(on.core, id(), version);
const cycle = () => runFullCycle(on.core, made);

describe('a cycle', () => {
  it('writes a version that says what happened', async () => {
    const task = await makeTask(on.core, made, { agent: 'qa', type: 'doc' });
    await makeTask(on.core, made, { agent: 'qa', type: 'doc' });
    await cycle();
    expect(await state()).toMatchObject({
      ...{ version: 2, kind: 'generated', author: 'orchestrator', reason: '2 tasks created' },
      created_by_user_id: null,
    });
    await cancelTask(on.core, made.owner, task.id, undefined);
    await cycle();
    expect(await state()).toMatchObject({ version: 3, reason: `${task.key} canceled` });
  });

  it('writes none for what the document does not show', async () => {
    const task = await makeTask(on.core, made, { agent: 'qa', type: 'doc' });
    await cycle();
    const before = await state();
    await updateTask(on.core, made.owner, task.id, { description: 'In more words.' });
    await cycle();
    expect(await state()).toEqual(before);
  });

  it('keeps the notes of people', async () => {
    await note('Keep me.\n');
    await makeTask(on.core, made);
    await cycle();
    expect(await readDocument(on.core, id())).toMatchObject({ notes: 'Keep me.\n' });
    expect(await latestNotes(on.core.db, id())).toEqual({ notes: 'Keep me.\n', problem: null });
  });

  it('takes the notes of an older version when the latest was damaged, and says so', async () => {
    await note('Keep me.\n');
    await on.database.pool.query(
      `insert into project_state_versions (id, project_id, version, state_format, content, content_hash, reason)
       values (gen_random_uuid(), $1, 3, 'yaml', 'not: [a document', 'x', 'broken')`,
      [id()],
    );
    expect(await latestNotes(on.core.db, id())).toEqual({
      notes: 'Keep me.\n',
      problem: 'Version 3 could not be read; notes are those of version 2',
    });
    expect((await diffStates(on.core, id(), { from: 2, to: 3 })).patch).toContain('+not: [a document');
    const document = { ...(await readDocument(on.core, id(), 2)), notes: 'Mended.\n' };
    const content = serializeState(document, 'yaml');
    const mended = await editState(on.core, made.owner, id(), { state_format: 'yaml', content });
    expect(mended).toMatchObject({ version: 4, reason: 'Notes changed' });
  });
});

it('keeps the name that an author had, fit for git', async () => {
  const { userId } = made.owner;
  await on.core.db
    .transaction()
    .execute((tx) => updateUserRow(tx, userId, { display_name: ' Ada <ada@x>\nLovelace. ' }));
  await note('One.\n');
  await on.core.db.transaction().execute((tx) => updateUserRow(tx, userId, { display_name: '<>' }));
  await note('Two.\n');
  const authors = (await listStateCommits(on.core.db, id(), 1, 10)).map((row) => row.author);
  expect(authors).toEqual([
    `Ada ada@x Lovelace <${userId}@users.overmind.invalid>`,
    `someone <${userId}@users.overmind.invalid>`,
  ]);
});

describe('a rollback', () => {
  it('brings back notes, description and settings, and nothing else', async () => {
    await updateProject(on.core, made.owner, id(), { description: 'Sells.', settings: { concurrency: 7 } });
    await note('Then.\n');
    await updateProject(on.core, made.owner, id(), {
      ...{ name: 'Store', description: 'Buys.', settings: { concurrency: 2 } },
    });
    const task = await makeTask(on.core, made);
    await note('Now.\n');
    await cycle();
    const before = await state();
    const rolled = await rollbackState(on.core, made.owner, id(), { version: 2 });
    expect(rolled).toMatchObject({
      ...{ version: before.version + 1, kind: 'rolled_back', reason: 'Rolled back to version 2' },
      author: 'Someone',
    });
    const document = await readDocument(on.core, id());
    expect(document.notes).toBe('Then.\n');
    expect(JSON.stringify(document.tasks)).toContain(task.key);
    const project = await findProjectRow(on.core.db, id());
    expect(project).toMatchObject({ name: 'Store', description: 'Sells.' });
    expect(project && settingsOf(project).concurrency).toBe(7);
    expect(await state(before.version)).toEqual(before);
  });

  it('to a version that never was is not found; on a stale one it is refused', async () => {
    await expect(rollbackState(on.core, made.owner, id(), { version: 7 })).rejects.toMatchObject({
      code: 'not_found',
    });
    await note('x');
    const stale = { ...made.owner, ifMatch: 1 };
    await expect(rollbackState(on.core, stale, id(), { version: 1 })).rejects.toMatchObject({
      code: 'version_mismatch',
    });
  });
});
