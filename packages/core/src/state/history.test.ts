import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCycles } from '../cycles/run.ts';
import { updateProject } from '../projects/update.ts';
import { sweep } from '../sweep.ts';
import { type MadeProject, makeProject, makeTask, runFullCycle } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { writeNotes } from '../test-support/states.ts';
import { blameState } from './blame.ts';
import { diffStates } from './diff.ts';
import { getState } from './read.ts';
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

describe('the difference of two versions', () => {
  it('is told by meaning and as a patch, in both directions', async () => {
    const task = await makeTask(on.core, made, { agent: 'qa', type: 'doc', title: 'Write it down' });
    await cycle();
    await note('Ours.\n');
    const forth = await diffStates(on.core, id(), { from: 1, to: 3 });
    expect(forth.changes).toContainEqual({ path: '/notes', kind: 'changed', before: '', after: 'Ours.\n' });
    expect(forth.changes.map(({ path, kind }) => `${kind} ${path}`)).toContain(
      `added /tasks/next/${task.key}`,
    );
    expect(forth.patch).toMatch(/^--- state\.yaml \(version 1\)\n\+\+\+ state\.yaml \(version 3\)\n@@ /m);
    expect(forth.patch).toContain('+  Ours.\n');
    expect(forth.from).not.toHaveProperty('content');
    const back = await diffStates(on.core, id(), { from: 3, to: 1 });
    expect(back.changes.map(({ path, kind }) => `${kind} ${path}`)).toContain(
      `removed /tasks/next/${task.key}`,
    );
    expect(await diffStates(on.core, id(), { from: 2, to: 2 })).toMatchObject({ changes: [], patch: '' });
  });
});

describe('the blame', () => {
  it('names the version that brought each line', async () => {
    await note('First.\n');
    await note('First.\nSecond.\n');
    await makeTask(on.core, made, { agent: 'qa', type: 'doc', title: 'Paint it' });
    await cycle();
    const { lines, is_partial } = await blameState(on.core, id(), 4);
    const versionOf = (text: string) => lines.find((line) => line.text.includes(text))?.version;
    expect(lines.map((line) => line.text).join('\n')).toBe((await state(4)).content.trimEnd());
    expect(['name: Shop', 'First.', 'Second.', 'title: Paint it'].map(versionOf)).toEqual([1, 2, 3, 4]);
    expect(lines.find((line) => line.text.includes('Second.'))).toMatchObject({ author: 'Someone' });
    expect(is_partial).toBe(false);
    const older = await blameState(on.core, id(), 2);
    expect(older.lines.every((line) => line.version <= 2)).toBe(true);
  });
});

it('a blame of long notes that changed in many places is given up where it takes too long, and says that it is partial', async () => {
  const lines = (version: number) =>
    Array.from({ length: 16_000 }, (_, line) => (line % 18 === version % 18 ? `${version}` : 'a'));
  for (let version = 2; version <= 6; version += 1) await note(`${lines(version).join('\n')}\n`);
  const blame = await blameState(on.core, id(), 6);
  expect(blame.is_partial).toBe(true);
  expect(blame.lines.find((line) => line.text === '  6')).toMatchObject({ version: 6 });
});

describe('retention', () => {
  it('keeps the newest versions and what people wrote; the others are gone', async () => {
    await updateProject(on.core, made.owner, id(), { settings: { state_keep_versions: 10 } });
    await note('Mine.\n');
    for (let version = 3; version <= 15; version += 1) {
      await on.database.pool.query(
        `insert into project_state_versions
           (id, project_id, version, state_format, content, content_hash, reason)
         select gen_random_uuid(), project_id, $2, 'yaml', content, content_hash, 'Same'
         from project_state_versions where project_id = $1 and version = 2`,
        [id(), version],
      );
    }
    await sweep(on.core);
    const { rows } = await on.database.pool.query(
      'select version from project_state_versions where project_id = $1 order by version',
      [id()],
    );
    expect(rows.map((row) => row.version)).toEqual([2, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
    await expect(state(3)).rejects.toMatchObject({ code: 'gone' });
    await expect(state(16)).rejects.toMatchObject({ code: 'not_found' });
    await expect(rollbackState(on.core, made.owner, id(), { version: 1 })).rejects.toMatchObject({
      code: 'gone',
    });
    const { lines, is_partial } = await blameState(on.core, id(), 15);
    expect(new Set(lines.map((line) => line.version))).toEqual(new Set([2]));
    expect(is_partial).toBe(true);
    await sweep(on.core);
    expect((await state(2)).kind).toBe('edited');
  });
});
