import type { PageQuery } from '@overmind/contracts/entities/primitives';
import { type Spec, type SpecRef, type SpecStatus, specPhases } from '@overmind/contracts/entities/spec';
import { sql } from 'kysely';
import { decodeCursor } from '../../cursor.ts';
import { type Db, iso, isoOrNull, newId, type Tx } from '../../database.ts';
import type { ChangeOf, RowOf } from '../../schema.ts';
import { listPhaseRows, type PhaseRow, toPhaseLine } from './phases.ts';

export type SpecRow = RowOf<'specs'>;

export const specKeyOf = (number: number): string => `SPEC-${number}`;
export const toSpecRef = ({ id, number, title }: Pick<SpecRow, 'id' | 'number' | 'title'>): SpecRef => ({
  ...{ id, key: specKeyOf(number), title },
});

/** `phases` may be those of other specs too. */
export const toSpec = (row: SpecRow, phases: readonly PhaseRow[]): Spec => ({
  id: row.id,
  project_id: row.project_id,
  number: row.number,
  key: specKeyOf(row.number),
  title: row.title,
  goal: row.goal,
  phase: row.phase,
  status: row.status,
  phases: specPhases.flatMap((name) =>
    phases.filter(({ spec_id, phase }) => spec_id === row.id && phase === name).map(toPhaseLine),
  ),
  discussion_id: row.discussion_id,
  created_by_user_id: row.created_by_user_id,
  version: row.version,
  created_at: iso(row.created_at),
  updated_at: iso(row.updated_at),
  archived_at: isoOrNull(row.archived_at),
});

export async function findSpec(db: Db, id: string): Promise<Spec | null> {
  const row = await db.selectFrom('specs').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? toSpec(row, await listPhaseRows(db, [id])) : null;
}

/** The one that was made of what this discussion decided; null where none was. */
export async function findSpecIdOfDiscussion(db: Db, discussionId: string): Promise<string | null> {
  const row = await db
    .selectFrom('specs')
    .select('id')
    .where('discussion_id', '=', discussionId)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Whoever changes a spec or one of its phases waits here for who did before. */
export async function lockSpec(tx: Tx, id: string): Promise<Spec | null> {
  const locked = await tx
    .selectFrom('specs')
    .select('id')
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return locked ? findSpec(tx, id) : null;
}

type NewRow = Pick<SpecRow, 'project_id' | 'title' | 'goal' | 'discussion_id' | 'created_by_user_id'>;

/** With its phases, empty. Whoever calls this holds the lock of the project, so that each number is given once. */
export async function insertSpec(tx: Tx, row: NewRow): Promise<string> {
  const id = newId();
  await tx
    .insertInto('specs')
    .values({
      ...{ ...row, id, phase: specPhases[0], status: 'active' },
      number: sql<number>`(select coalesce(max(number), 0) + 1 from specs where project_id = ${row.project_id})`,
    })
    .execute();
  await tx
    .insertInto('spec_phases')
    .values(specPhases.map((phase) => ({ spec_id: id, phase })))
    .execute();
  return id;
}

export async function updateSpecRow(tx: Tx, id: string, change: ChangeOf<'specs'>): Promise<void> {
  await tx.updateTable('specs').set(change).where('id', '=', id).execute();
}

/** Most characters of a goal in a list. */
const goalChars = 300;

export interface SpecFilter extends PageQuery {
  status?: readonly SpecStatus[] | undefined;
  isArchived: boolean;
}

/** One more than a page, the newest first. */
export async function listSpecRows(
  db: Db,
  projectId: string,
  { status, isArchived, cursor, limit }: SpecFilter,
): Promise<SpecRow[]> {
  let query = db
    .selectFrom('specs')
    .selectAll()
    .select(sql<string>`left(goal, ${goalChars})`.as('goal'))
    .where('project_id', '=', projectId)
    .where('archived_at', isArchived ? 'is not' : 'is', null)
    .orderBy('number', 'desc')
    .limit(limit + 1);
  if (status !== undefined) query = query.where('status', 'in', [...status]);
  if (cursor !== undefined) query = query.where('number', '<', decodeCursor(cursor, 'integer')[0]);
  return query.execute();
}

/** What the state document tells of: those that go on first, then the latest. */
export async function listSpecLines(
  db: Db,
  projectId: string,
  limit: number,
): Promise<{ key: string; title: string; phase: string; status: string }[]> {
  const of = (status: SpecStatus, most: number) =>
    db
      .selectFrom('specs')
      .select(['number', 'title', 'phase', 'status'])
      .where('project_id', '=', projectId)
      .where('status', '=', status)
      .where('archived_at', 'is', null)
      .orderBy('number', 'desc')
      .limit(most)
      .execute();
  const active = await of('active', limit);
  const completed = active.length < limit ? await of('completed', limit - active.length) : [];
  return [...active, ...completed].map(({ number, ...line }) => ({ key: specKeyOf(number), ...line }));
}
