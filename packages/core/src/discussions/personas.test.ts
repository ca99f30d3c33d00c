import { builtInPersonas, PersonaEdit } from '@overmind/contracts/entities/persona';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MadeProject, makeProject } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import {
  deletePersona,
  getPersona,
  listPersonas,
  listPersonaVersions,
  putPersona,
  resetPersona,
} from './personas.ts';
import { openRoom } from './test-support/room.ts';

let on: TestCore;
let made: MadeProject;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  made = await makeProject(on.core);
});

const { key: _key, ...architect } = builtInPersonas[1] ?? { key: '' };
const edit = (change: Partial<PersonaEdit>): PersonaEdit => PersonaEdit.parse({ ...architect, ...change });
const put = (key: string, change: Partial<PersonaEdit> = {}, ifMatch: number | null = null) =>
  putPersona(on.core, { ...made.owner, ifMatch }, made.project.id, key, edit(change));

describe('the personas of a project', () => {
  it('are the five built-in ones, and then its own', async () => {
    await put('lawyer', { name: 'Lawyer' });
    const all = await listPersonas(on.core.db, made.project.id);
    expect(all.map(({ persona }) => persona.key)).toEqual([
      ...builtInPersonas.map(({ key }) => key),
      'lawyer',
    ]);
    expect(all[0]).toMatchObject({ is_built_in: true, is_changed: false, version: 0 });
    expect(all[5]).toMatchObject({ is_built_in: false, version: 1 });
  });

  it('are edited as versions, and a built-in one is reset to what it was', async () => {
    await put('technical_architect', { role: 'Says no', note: 'Too kind' });
    const edited = await getPersona(on.core, made.project.id, 'technical_architect');
    expect(edited).toMatchObject({ persona: { role: 'Says no' }, is_changed: true, version: 1 });
    const reset = await resetPersona(on.core, made.owner, made.project.id, 'technical_architect');
    expect(reset).toMatchObject({ persona: builtInPersonas[1], is_changed: false, version: 2 });
    const { items } = await listPersonaVersions(on.core, made.project.id, 'technical_architect', {
      limit: 50,
    });
    expect(items).toMatchObject([
      { number: 2, note: 'Reset' },
      { number: 1, note: 'Too kind', persona: { role: 'Says no' }, created_by_user_id: made.owner.userId },
    ]);
  });

  it('are not edited over what somebody else wrote', async () => {
    await put('technical_architect', {}, 0);
    const stale = put('technical_architect', {}, 0);
    await expect(stale).rejects.toMatchObject({ code: 'version_mismatch' });
    const both = await Promise.allSettled([
      put('technical_architect', {}, 1),
      put('technical_architect', {}, 1),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('are removed where they are of the project alone', async () => {
    await put('lawyer');
    await deletePersona(on.core, made.owner, made.project.id, 'lawyer');
    const { id } = made.project;
    await Promise.all([
      expect(getPersona(on.core, id, 'lawyer')).rejects.toMatchObject({ code: 'not_found' }),
      expect(deletePersona(on.core, made.owner, id, 'project_manager')).rejects.toMatchObject({
        rule: 'personas.built_in',
      }),
    ]);
  });

  it('speak where they are enabled, and a discussion keeps those that it began with', async () => {
    await put('creative_strategist', { is_enabled: false });
    await put('lawyer', { name: 'Lawyer' });
    const room = await openRoom(on, {}, made);
    await put('lawyer', { name: 'Advocate' });
    const { speakers } = await room.detail();
    expect(speakers.map(({ name }) => name)).toContain('Lawyer');
    expect(speakers.map(({ key }) => key)).not.toContain('creative_strategist');
  });
});
