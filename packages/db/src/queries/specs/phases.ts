import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type {
  SpecPhase,
  SpecPhaseLine,
  SpecPhaseName,
  SpecPhaseVersion,
  SpecPhaseVersionLine,
} from '@overmind/contracts/entities/spec';
import { sql } from 'kysely';
import { decodeCursor, toPage } from '../../cursor.ts';
import { type Db, iso, isoOrNull, type Tx } from '../../database.ts';
import type { ChangeOf, RowOf } from '../../schema.ts';

/** With who wrote its latest text. */
export type PhaseRow = RowOf<'spec_phases'> & {
  edited_by_user_id: string | null;
  edited_at: Date | null;
};

const selectPhases = (db: Db) =>
  db
    .selectFrom('spec_phases as p')
    .leftJoin('spec_phase_versions as v', (join) =>
      join
        .onRef('v.spec_id', '=', 'p.spec_id')
        .onRef('v.phase', '=', 'p.phase')
        .onRef('v.version', '=', 'p.version'),
    )
    .selectAll('p')
    .select(['v.edited_by_user_id', 'v.edited_at']);

export const toPhaseLine = (row: PhaseRow): SpecPhaseLine => ({
  phase: row.phase,
  status: row.status,
  note: row.note,
  version: row.version,
  edited_by_user_id: row.edited_by_user_id,
  edited_at: isoOrNull(row.edited_at),
  decided_by_user_id: row.decided_by_user_id,
  decided_at: isoOrNull(row.decided_at),
});

/** Of all these specs; five of each. */
export async function listPhaseRows(db: Db, specIds: readonly string[]): Promise<PhaseRow[]> {
  if (specIds.length === 0) return [];
  return selectPhases(db)
    .where('p.spec_id', 'in', [...specIds])
    .execute();
}

export async function findPhase(db: Db, specId: string, phase: SpecPhaseName): Promise<SpecPhase | null> {
  const row = await selectPhases(db)
    .select('v.output_markdown')
    .where('p.spec_id', '=', specId)
    .where('p.phase', '=', phase)
    .executeTakeFirst();
  return row ? { ...toPhaseLine(row), spec_id: specId, output_markdown: row.output_markdown ?? '' } : null;
}

export async function updatePhaseRow(
  tx: Tx,
  specId: string,
  phase: SpecPhaseName,
  change: ChangeOf<'spec_phases'>,
): Promise<void> {
  await tx
    .updateTable('spec_phases')
    .set(change)
    .where('spec_id', '=', specId)
    .where('phase', '=', phase)
    .execute();
}

/** Adds a text and makes it the phase's own. Whoever calls this holds the lock of the spec. */
export async function insertPhaseVersion(tx: Tx, row: Omit<RowOf<'spec_phase_versions'>, 'edited_at'>) {
  await tx.insertInto('spec_phase_versions').values(row).execute();
  await updatePhaseRow(tx, row.spec_id, row.phase, { version: row.version });
}

type LineRow = Pick<RowOf<'spec_phase_versions'>, 'version' | 'edited_by_user_id' | 'edited_at'> & {
  chars: number;
};
const toLine = ({ version, chars, edited_by_user_id, edited_at }: LineRow): SpecPhaseVersionLine => ({
  ...{ version, chars, edited_by_user_id },
  edited_at: iso(edited_at),
});

const selectVersions = (db: Db, specId: string, phase: SpecPhaseName) =>
  db
    .selectFrom('spec_phase_versions')
    .select(['version', 'edited_by_user_id', 'edited_at'])
    .select(sql<number>`length(output_markdown)`.as('chars'))
    .where('spec_id', '=', specId)
    .where('phase', '=', phase);

/** The newest first. */
export async function listPhaseVersionPage(
  db: Db,
  of: { specId: string; phase: SpecPhaseName },
  { limit, cursor }: PageQuery,
): Promise<Page<SpecPhaseVersionLine>> {
  let query = selectVersions(db, of.specId, of.phase)
    .orderBy('version', 'desc')
    .limit(limit + 1);
  if (cursor !== undefined) query = query.where('version', '<', decodeCursor(cursor, 'integer')[0]);
  return toPage(await query.execute(), limit, (row) => [row.version], toLine);
}

export async function findPhaseVersion(
  db: Db,
  of: { specId: string; phase: SpecPhaseName },
  version: number,
): Promise<SpecPhaseVersion | null> {
  const row = await selectVersions(db, of.specId, of.phase)
    .select('output_markdown')
    .where('version', '=', version)
    .executeTakeFirst();
  return row ? { ...toLine(row), output_markdown: row.output_markdown } : null;
}
