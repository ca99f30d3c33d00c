import type { Runner } from '@overmind/contracts/entities/runner';
import type { RunnerAnswer, RunnerQuestion } from '@overmind/contracts/frames/questions';
import { sql } from 'kysely';
import { type Db, iso, isoOrNull, newId, toJson } from '../../database.ts';
import type { ChangeOf, RowOf } from '../../schema.ts';

const staleAfterMs = 30_000;
const offlineAfterMs = 90_000;

type RunnerRow = RowOf<'runners'> & { silent_ms: number | null; live_runs: number };

function statusOf(row: RunnerRow): Runner['status'] {
  if (row.silent_ms === null || row.silent_ms > offlineAfterMs) return 'offline';
  if (row.silent_ms > staleAfterMs || row.disconnected_at !== null) return 'stale';
  return row.is_draining ? 'draining' : 'online';
}

const toRunner = (row: RunnerRow): Runner => ({
  id: row.id,
  name: row.name,
  labels: [...new Set([...row.labels, ...row.own_labels])],
  given_labels: row.labels,
  version: row.version,
  is_turned_away: row.is_turned_away,
  platform: row.platform,
  capacity: row.capacity,
  allowed_roots: row.allowed_roots,
  sandbox: row.sandbox,
  agents: row.agents,
  live_runs: row.live_runs,
  last_heartbeat_at: isoOrNull(row.last_heartbeat_at),
  status: statusOf(row),
  created_at: iso(row.created_at),
});

/** Silence is measured by the database's clock; live runs are counted in one project, or in all for null. */
const selectRunners = (db: Db, onlyProject: string | null = null) =>
  db
    .selectFrom('runners')
    .selectAll()
    .select([
      sql<number | null>`extract(epoch from clock_timestamp() - last_heartbeat_at)::float8 * 1000`.as(
        'silent_ms',
      ),
      sql<number>`(select count(*)::int from agent_runs r
        where r.runner_id = runners.id and r.status in ('started', 'streaming')
          and (${onlyProject}::uuid is null or r.project_id = ${onlyProject}))`.as('live_runs'),
    ])
    .where('revoked_at', 'is', null);

export async function insertRunner(db: Db, name: string, labels: string[]): Promise<Runner | null> {
  const id = newId();
  const row = await db
    .insertInto('runners')
    .values({ id, name, labels })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row ? findRunner(db, id) : null;
}

export async function findRunner(
  db: Db,
  id: string,
  onlyProject: string | null = null,
): Promise<Runner | null> {
  const row = await selectRunners(db, onlyProject).where('id', '=', id).executeTakeFirst();
  return row ? toRunner(row) : null;
}

export async function findRunnerByName(db: Db, name: string): Promise<Runner | null> {
  const row = await selectRunners(db).where('name', '=', name).executeTakeFirst();
  return row ? toRunner(row) : null;
}

export async function listRunnerRows(db: Db, onlyProject: string | null = null): Promise<Runner[]> {
  const rows = await selectRunners(db, onlyProject).orderBy('name').limit(500).execute();
  return rows.map(toRunner);
}

export async function updateRunnerRow(
  db: Db,
  id: string,
  change: ChangeOf<'runners'>,
): Promise<Runner | null> {
  await db.updateTable('runners').set(change).where('id', '=', id).where('revoked_at', 'is', null).execute();
  return findRunner(db, id);
}

/** Its program speaks another protocol: it says what it is, and is not there. */
export async function markRunnerTurnedAway(db: Db, id: string, version: string): Promise<void> {
  await updateRunnerRow(db, id, {
    ...{ version, is_turned_away: true },
    disconnected_at: sql<Date>`clock_timestamp()`,
  });
}

/** Its name becomes free; the row stays for the history of its runs. */
export async function markRunnerRevoked(db: Db, id: string): Promise<boolean> {
  const row = await db
    .updateTable('runners')
    .set({ revoked_at: sql`now()`, name: sql<string>`name || ' (revoked ' || id || ')'` })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertAsk(
  db: Db,
  runnerId: string,
  question: RunnerQuestion,
  ttlMs: number,
): Promise<string> {
  const id = newId();
  await db
    .insertInto('runner_asks')
    .values({
      id,
      runner_id: runnerId,
      question: toJson(question),
      expires_at: sql`now() + ${ttlMs} * interval '1 millisecond'`,
    })
    .execute();
  return id;
}

export async function findAsk(db: Db, id: string): Promise<RowOf<'runner_asks'> | null> {
  return (await db.selectFrom('runner_asks').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** Its answer so far, and whether its time is over by the database's clock. */
export async function findAskState(
  db: Db,
  id: string,
): Promise<{ answer: RunnerAnswer | null; is_expired: boolean } | null> {
  const row = await db
    .selectFrom('runner_asks')
    .select(['answer', sql<boolean>`expires_at < clock_timestamp()`.as('is_expired')])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** The runner works on these: they wait for at least so much longer. */
export async function extendAsks(
  db: Db,
  runnerId: string,
  ids: readonly string[],
  ms: number,
): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update runner_asks set expires_at = greatest(expires_at, clock_timestamp() + ${ms} * interval '1 millisecond')
    where id = any(${[...ids]}::uuid[]) and runner_id = ${runnerId} and answer is null`.execute(db);
}

/** Questions that a runner has not answered yet. */
export async function listOpenAsks(db: Db, runnerId: string): Promise<RowOf<'runner_asks'>[]> {
  return db
    .selectFrom('runner_asks')
    .selectAll()
    .where('runner_id', '=', runnerId)
    .where('answer', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .limit(100)
    .execute();
}

export async function answerAsk(db: Db, runnerId: string, id: string, answer: RunnerAnswer): Promise<void> {
  await db
    .updateTable('runner_asks')
    .set({ answer: toJson(answer) })
    .where('id', '=', id)
    .where('runner_id', '=', runnerId)
    .where('answer', 'is', null)
    .execute();
}

/** Takes a question back that was not answered yet: a runner that comes back is not asked it any more. */
export async function withdrawAsk(db: Db, id: string): Promise<void> {
  await db.deleteFrom('runner_asks').where('id', '=', id).where('answer', 'is', null).execute();
}

export async function deleteOldAsks(db: Db): Promise<void> {
  await db.deleteFrom('runner_asks').where('expires_at', '<', sql<Date>`now() - interval '1 hour'`).execute();
}
