import {
  builtInPersonas,
  type Persona,
  type PersonaEdit,
  type PersonaVersion,
  type ProjectPersona,
} from '@overmind/contracts/entities/persona';
import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import { AppError, notFound } from '@overmind/contracts/errors';
import { type Db, iso } from '@overmind/db/database';
import {
  deletePersonaRow,
  findPersonaRow,
  listPersonaRows,
  listPersonaVersionPage,
  mostPersonas,
  type PersonaRow,
  putPersonaVersion,
} from '@overmind/db/queries/discussions/personas';
import { lockProject } from '@overmind/db/queries/projects/projects';
import { type Call, userIdOf } from '../call.ts';
import type { Core } from '../core.ts';
import { requireVersion, type Write, write } from '../write.ts';

const builtIn = (key: string): Persona | null => builtInPersonas.find((each) => each.key === key) ?? null;

/** Whatever order its fields have. */
const isAlike = (one: Persona, other: Persona): boolean =>
  (Object.keys(one) as (keyof Persona)[]).every(
    (field) => JSON.stringify(one[field]) === JSON.stringify(other[field]),
  );

function toProjectPersona(row: PersonaRow): ProjectPersona {
  const first = builtIn(row.key);
  return {
    ...{ persona: row.config, is_enabled: row.is_enabled, version: row.version },
    is_built_in: first !== null,
    is_changed: first !== null && !(row.is_enabled && isAlike(first, row.config)),
    updated_at: iso(row.updated_at),
  };
}

const untouched = (persona: Persona): ProjectPersona => ({
  ...{ persona, is_enabled: true, is_built_in: true, is_changed: false, version: 0, updated_at: null },
});

/** The built-in ones in their order, as the project has them, then its own. */
export async function listPersonas(db: Db, projectId: string): Promise<ProjectPersona[]> {
  const rows = (await listPersonaRows(db, projectId)).map(toProjectPersona);
  const first = builtInPersonas.map(
    (persona) => rows.find((row) => row.persona.key === persona.key) ?? untouched(persona),
  );
  return [...first, ...rows.filter((row) => !row.is_built_in)];
}

async function findPersona(db: Db, projectId: string, key: string): Promise<ProjectPersona | null> {
  const row = await findPersonaRow(db, projectId, key);
  if (row) return toProjectPersona(row);
  const first = builtIn(key);
  return first && untouched(first);
}

export async function getPersona(core: Core, projectId: string, key: string): Promise<ProjectPersona> {
  const persona = await findPersona(core.db, projectId, key);
  if (!persona) throw notFound('persona');
  return persona;
}

async function addVersion(
  w: Write,
  projectId: string,
  known: ProjectPersona | null,
  edit: { persona: Persona; is_enabled: boolean; note: string },
): Promise<ProjectPersona> {
  const number = (known?.version ?? 0) + 1;
  const row = await putPersonaVersion(w.tx, projectId, {
    ...edit,
    ...{ number, created_by_user_id: userIdOf(w.call) },
  });
  w.audit('persona.changed', null, projectId, { key: edit.persona.key, version: number });
  return toProjectPersona(row);
}

/** The persona as it is while the project is locked: its versions have one order. */
async function lockPersona(w: Write, projectId: string, key: string): Promise<ProjectPersona | null> {
  if (!(await lockProject(w.tx, projectId))) throw notFound('project');
  const known = await findPersona(w.tx, projectId, key);
  requireVersion(w.call, known?.version ?? 0);
  return known;
}

export const putPersona = (
  core: Core,
  call: Call,
  projectId: string,
  key: string,
  { is_enabled, note, ...rest }: PersonaEdit,
): Promise<ProjectPersona> =>
  write(core, call, async (w) => {
    const known = await lockPersona(w, projectId, key);
    if (known === null && (await listPersonas(w.tx, projectId)).length >= mostPersonas)
      throw new AppError(
        'rule_violated',
        `A project has at most ${mostPersonas} personas. Remove one first.`,
        {
          rule: 'personas.most',
        },
      );
    return addVersion(w, projectId, known, { persona: { key, ...rest }, is_enabled, note });
  });

export const resetPersona = (
  core: Core,
  call: Call,
  projectId: string,
  key: string,
): Promise<ProjectPersona> =>
  write(core, call, async (w) => {
    const known = await lockPersona(w, projectId, key);
    if (known === null) throw notFound('persona');
    const persona = builtIn(key);
    if (persona === null)
      throw new AppError(
        'rule_violated',
        'Only a built-in persona can be reset. Take back an earlier version instead.',
        {
          rule: 'personas.not_built_in',
        },
      );
    if (!known.is_changed) return known;
    return addVersion(w, projectId, known, { persona, is_enabled: true, note: 'Reset' });
  });

export const deletePersona = (core: Core, call: Call, projectId: string, key: string): Promise<void> =>
  write(core, call, async (w) => {
    const known = await lockPersona(w, projectId, key);
    if (known === null) throw notFound('persona');
    if (known.is_built_in)
      throw new AppError('rule_violated', 'A built-in persona cannot be removed. Disable it instead.', {
        rule: 'personas.built_in',
      });
    await deletePersonaRow(w.tx, projectId, key);
    w.audit('persona.deleted', null, projectId, { key });
  });

export async function listPersonaVersions(
  core: Core,
  projectId: string,
  key: string,
  page: PageQuery,
): Promise<Page<PersonaVersion>> {
  await getPersona(core, projectId, key);
  return listPersonaVersionPage(core.db, projectId, key, page);
}
