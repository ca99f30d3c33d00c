import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type {
  Experiment,
  ExperimentArm,
  NewExperiment,
  NewOutcome,
} from '@overmind/contracts/entities/prompt';
import { sql } from 'kysely';
import { decodeIdCursor, toPage } from '../../cursor.ts';
import { type Db, iso, isoOrNull, newId, type Tx } from '../../database.ts';
import type { ChangeOf, RowOf } from '../../schema.ts';

const toArm = (row: RowOf<'prompt_arms'>): ExperimentArm => ({
  ...{ name: row.name, version: row.prompt_version, weight: row.weight, subjects: row.subjects },
  outcomes: {
    accepted: { count: row.accepted_count, sum: row.accepted_sum },
    retried: { count: row.retried_count, sum: row.retried_sum },
    rating: { count: row.rating_count, sum: row.rating_sum },
    cost: { count: row.cost_count, sum: row.cost_sum },
  },
});

const toExperiment = (
  row: RowOf<'prompt_experiments'>,
  arms: readonly RowOf<'prompt_arms'>[],
): Experiment => ({
  ...{ id: row.id, prompt_id: row.template_id, name: row.name, status: row.status },
  arms: arms.filter((arm) => arm.experiment_id === row.id).map(toArm),
  created_at: iso(row.created_at),
  started_at: isoOrNull(row.started_at),
  stopped_at: isoOrNull(row.stopped_at),
});

const listArmRows = (db: Db, experimentIds: string[]): Promise<RowOf<'prompt_arms'>[]> =>
  db
    .selectFrom('prompt_arms')
    .selectAll()
    .where('experiment_id', 'in', experimentIds)
    .orderBy('name')
    .execute();

export async function listExperimentPage(
  db: Db,
  promptId: string,
  { limit, cursor }: PageQuery,
): Promise<Page<Experiment>> {
  let query = db.selectFrom('prompt_experiments').selectAll().where('template_id', '=', promptId);
  if (cursor !== undefined) query = query.where('id', '<', decodeIdCursor(cursor));
  const rows = await query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const arms =
    rows.length === 0
      ? []
      : await listArmRows(
          db,
          rows.map(({ id }) => id),
        );
  return toPage(
    rows,
    limit,
    (row) => [row.id],
    (row) => toExperiment(row, arms),
  );
}

const withArms = async (db: Db, row: RowOf<'prompt_experiments'> | undefined): Promise<Experiment | null> =>
  row ? toExperiment(row, await listArmRows(db, [row.id])) : null;

export async function findExperiment(db: Db, promptId: string, id: string): Promise<Experiment | null> {
  const row = await db
    .selectFrom('prompt_experiments')
    .selectAll()
    .where('id', '=', id)
    .where('template_id', '=', promptId)
    .executeTakeFirst();
  return withArms(db, row);
}

export async function findRunningExperiment(db: Db, promptId: string): Promise<Experiment | null> {
  const row = await db
    .selectFrom('prompt_experiments')
    .selectAll()
    .where('template_id', '=', promptId)
    .where('status', '=', 'running')
    .executeTakeFirst();
  return withArms(db, row);
}

export async function insertExperiment(
  tx: Tx,
  of: { promptId: string; userId: string | null },
  { name, arms }: NewExperiment,
): Promise<Experiment> {
  const row = await tx
    .insertInto('prompt_experiments')
    .values({ id: newId(), template_id: of.promptId, name, created_by_user_id: of.userId })
    .returningAll()
    .executeTakeFirstOrThrow();
  const values = arms.map((arm) => ({
    ...{ experiment_id: row.id, name: arm.name, prompt_version: arm.version, weight: arm.weight },
  }));
  await tx.insertInto('prompt_arms').values(values).execute();
  return toExperiment(row, await listArmRows(tx, [row.id]));
}

export async function updateExperimentRow(
  tx: Tx,
  id: string,
  change: ChangeOf<'prompt_experiments'>,
): Promise<void> {
  await tx.updateTable('prompt_experiments').set(change).where('id', '=', id).execute();
}

/** False where the subject has an arm already. It waits for nobody but who assigns this very subject. */
export async function insertAssignment(
  tx: Tx,
  experimentId: string,
  subject: string,
  arm: string,
): Promise<boolean> {
  const { rows } = await sql`
    insert into prompt_assignments (experiment_id, subject, arm) values (${experimentId}, ${subject}, ${arm})
    on conflict do nothing returning 1`.execute(tx);
  return rows.length > 0;
}

/** Locks the arm, which all its subjects share, until the transaction ends. */
export async function countSubjects(tx: Tx, experimentId: string, arm: string, count: number): Promise<void> {
  await tx
    .updateTable('prompt_arms')
    .set({ subjects: sql`subjects + ${count}` })
    .where('experiment_id', '=', experimentId)
    .where('name', '=', arm)
    .execute();
}

export async function findAssignedArm(db: Db, experimentId: string, subject: string): Promise<string | null> {
  const row = await db
    .selectFrom('prompt_assignments')
    .select('arm')
    .where('experiment_id', '=', experimentId)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.arm ?? null;
}

/** Adds an outcome to the sums of its arm; the same id counts once. False when it is known already. */
export async function insertOutcome(
  tx: Tx,
  of: { experimentId: string; arm: string },
  { id, subject, measure, value }: NewOutcome,
): Promise<boolean> {
  const { rows } = await sql`
    insert into prompt_outcomes (id, experiment_id, subject, measure, value)
    values (${id}, ${of.experimentId}, ${subject}, ${measure}, ${value})
    on conflict (id) do nothing returning 1`.execute(tx);
  if (rows.length === 0) return false;
  const [count, sum] = [sql.ref(`${measure}_count`), sql.ref(`${measure}_sum`)];
  await sql`update prompt_arms set ${count} = ${count} + 1, ${sum} = ${sum} + ${value}
    where experiment_id = ${of.experimentId} and name = ${of.arm}`.execute(tx);
  return true;
}
