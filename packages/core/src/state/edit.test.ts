import type { StateDocument, StateEdit } from '@overmind/contracts/entities/state';
import { AppError } from '@overmind/contracts/errors';
import { listAgentRows } from '@overmind/db/queries/projects/agents';
import { findProjectRow } from '@overmind/db/queries/projects/projects';
import { serializeState } from '@overmind/domain/state/serialize';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCycles } from '../cycles/run.ts';
import { updateProject } from '../projects/update.ts';
import { type MadeProject, makeProject, makeTask } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { readDocument, writeNotes } from '../test-support/states.ts';
import { editState } from './edit.ts';
import { getState } from './read.ts';

let on: TestCore;
let made: MadeProject;
let document: StateDocument;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  made = await makeProject(on.core);
  await runCycles(on.core, made.project.id);
  document = await readDocument(on.core, made.project.id);
});

const send = (edited: StateDocument, more: Partial<StateEdit> = {}, ifMatch: number | null = null) =>
  editState(on.core, { ...made.owner, ifMatch }, made.project.id, {
    ...{ state_format: 'yaml' as const, content: serializeState(edited, more.state_format ?? 'yaml') },
    ...more,
  });

async function refusal(sent: Promise<unknown>): Promise<AppError> {
  const error = await sent.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw new Error(`it was not refused: ${String(error)}`);
}

describe('an edit', () => {
  it.each(['yaml', 'json'] as const)(
    'of the notes in %s is stored as YAML with who made it',
    async (format) => {
      const stored = await send({ ...document, notes: 'Mind the gap.\n' }, { state_format: format });
      expect(stored).toMatchObject({
        ...{ version: 2, kind: 'edited', author: 'Someone', state_format: 'yaml', reason: 'Notes changed' },
        created_by_user_id: made.owner.userId,
      });
      expect(await readDocument(on.core, made.project.id)).toEqual({ ...document, notes: 'Mind the gap.\n' });
    },
  );

  it('says why in the words of the person', async () => {
    expect(await send({ ...document, notes: 'x' }, { reason: 'For Ada' })).toMatchObject({
      reason: 'For Ada',
    });
  });

  it('that changes nothing makes no version', async () => {
    expect(await send(document)).toMatchObject({ version: 1, kind: 'generated' });
    expect(await send(document, { state_format: 'json' })).toMatchObject({ version: 1 });
  });

  it('renames the project and switches agents, as their own verbs do', async () => {
    const edited = structuredClone(document);
    edited.project.name = 'Store';
    for (const agent of edited.agents) if (agent.name === 'qa') agent.is_enabled = false;
    expect((await send(edited)).reason).toBe('Renamed to Store, agent qa disabled');
    expect((await findProjectRow(on.core.db, made.project.id))?.name).toBe('Store');
    const agents = await listAgentRows(on.core.db, made.project.id);
    expect(agents.filter((agent) => !agent.is_enabled).map((agent) => agent.name)).toEqual(['qa']);
    await runCycles(on.core, made.project.id);
    expect(await readDocument(on.core, made.project.id)).toMatchObject({ project: { name: 'Store' } });
  });

  it('of generated sections is refused, each field named with what is stored', async () => {
    const edited = structuredClone(document);
    edited.summary.progress.done = 9;
    edited.risks = ['Doom.'];
    edited.notes = 'Also this.\n';
    const error = await refusal(send(edited));
    expect(error).toMatchObject({ code: 'rule_violated', rule: 'state.generated_section' });
    expect(error.errors?.map(({ pointer }) => pointer)).toEqual(['/summary/progress/done', '/risks/0']);
    expect(error.errors?.[0]?.detail).toContain('the stored value is 0');
    expect((await getState(on.core, made.project.id)).version).toBe(1);
  });

  it('on a stale version is refused when it says which one it is based on', async () => {
    await writeNotes(on.core, made.owner, made.project.id, 'First.\n');
    const edited = { ...document, notes: 'Second.\n' };
    expect((await refusal(send(edited, {}, 1))).code).toBe('version_mismatch');
    expect(await send(edited, {}, 2)).toMatchObject({ version: 3 });
  });

  it('is merged with what was written since the version it began from', async () => {
    await send({ ...document, notes: 'a\nb\nc\n' });
    const base = await readDocument(on.core, made.project.id);
    await send({ ...base, notes: 'a\nb\nc\nd\n' });
    await makeTask(on.core, made);
    await runCycles(on.core, made.project.id);
    const stored = await send({ ...base, notes: 'A\nb\nc\n' }, { base_version: 2 });
    expect(stored.version).toBe(5);
    const now = await readDocument(on.core, made.project.id);
    expect(now.notes).toBe('A\nb\nc\nd\n');
    expect(now.summary.progress.total).toBe(1);
  });

  it('of lines that someone else changed shows both texts', async () => {
    await send({ ...document, notes: 'a\n' });
    const base = await readDocument(on.core, made.project.id);
    await send({ ...base, notes: 'theirs\n' });
    const error = await refusal(send({ ...base, notes: 'mine\n' }, { base_version: 2 }));
    expect(error).toMatchObject({ code: 'rule_violated', rule: 'state.notes_conflict' });
    expect(error.errors).toEqual([
      { pointer: '/notes', detail: 'Stored now:\ntheirs\n' },
      { pointer: '/notes', detail: 'Yours:\nmine\n' },
    ]);
  });

  it('renames nothing that was renamed meanwhile', async () => {
    await updateProject(on.core, made.owner, made.project.id, { name: 'Market' });
    const edited = { ...document, project: { ...document.project, name: 'Store' } };
    expect(await refusal(send(edited))).toMatchObject({ rule: 'state.name_conflict' });
  });

  it.each<[string, { notes?: string; name?: string }, string]>([
    ['long notes', { notes: 'x'.repeat(100_001) }, '/notes'],
    ['NUL in the notes', { notes: 'a\0b' }, '/notes'],
    ['an empty name', { name: '' }, '/project/name'],
    ['a name of two lines', { name: 'a\nb' }, '/project/name'],
  ])('is refused with %s', async (_name, change, pointer) => {
    const edited = structuredClone(document);
    edited.notes = change.notes ?? '';
    edited.project.name = change.name ?? 'Shop';
    const error = await refusal(send(edited));
    expect(error.code).toBe('invalid');
    expect(error.errors?.[0]?.pointer).toBe(pointer);
  });

  it('of a version that never was is not found', async () => {
    expect((await refusal(send(document, { base_version: 9 }))).code).toBe('not_found');
  });

  it('has one number each, however many are made at once', async () => {
    const texts = Array.from({ length: 8 }, (_, index) => `Note ${index}.\n`);
    const stored = await Promise.all(texts.map((notes) => send({ ...document, notes })));
    expect(stored.map(({ version }) => version).sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });
});
