import type { Discussion } from '@overmind/contracts/entities/discussion-room';
import { sql } from 'kysely';
import { type Db, iso, isoOrNull, type Tx } from '../../database.ts';
import type { ChangeOf, RowOf } from '../../schema.ts';

/** With what its conversation says of it. */
export type DiscussionRow = RowOf<'discussions'> &
  Pick<RowOf<'conversations'>, 'title' | 'mode' | 'created_by_user_id' | 'updated_at' | 'archived_at'>;

export const selectDiscussions = (db: Db) =>
  db
    .selectFrom('discussions as d')
    .innerJoin('conversations as c', 'c.id', 'd.id')
    .selectAll('d')
    .select(['c.title', 'c.mode', 'c.created_by_user_id', 'c.updated_at', 'c.archived_at']);

export const toDiscussion = (row: DiscussionRow): Discussion => ({
  id: row.id,
  project_id: row.project_id,
  kind: 'discussion',
  title: row.title,
  mode: row.mode,
  created_by_user_id: row.created_by_user_id,
  created_at: iso(row.created_at),
  updated_at: iso(row.updated_at),
  archived_at: isoOrNull(row.archived_at),
  goal: row.goal,
  phase: row.phase,
  status: row.status,
  waits_for: row.waits_for,
  reason: row.reason,
  speakers: row.personas.map(({ key, name, topics, weight }) => ({ key, name, topics, weight })),
  facilitator: row.facilitator,
  settings: row.settings,
  used: {
    ...{ turns: row.turns, rounds: row.rounds, active_ms: row.active_ms, tokens: row.tokens },
    ...{ cost_micros: row.cost_micros, user_questions: row.user_questions },
  },
  decision: row.record?.title ?? null,
  request_id: row.request_id,
  ended_at: isoOrNull(row.ended_at),
});

export async function findDiscussionRow(db: Db, id: string): Promise<DiscussionRow | null> {
  return (await selectDiscussions(db).where('d.id', '=', id).executeTakeFirst()) ?? null;
}

/** Whoever adds to a discussion waits here for who did before: its events have one order. */
export async function lockDiscussion(tx: Tx, id: string): Promise<DiscussionRow | null> {
  const locked = await tx
    .selectFrom('discussions')
    .select('id')
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return locked ? findDiscussionRow(tx, id) : null;
}

type NewRow = Pick<
  RowOf<'discussions'>,
  'id' | 'project_id' | 'goal' | 'phase' | 'status' | 'facilitator'
> & { settings: string; personas: string; created_at?: Date | string };

export async function insertDiscussionRow(tx: Tx, row: NewRow): Promise<void> {
  await tx.insertInto('discussions').values(row).execute();
}

export async function updateDiscussionRow(
  tx: Tx,
  id: string,
  change: ChangeOf<'discussions'>,
): Promise<void> {
  await tx.updateTable('discussions').set(change).where('id', '=', id).execute();
}

/** Says that somebody works on it for so long. */
export async function noteWorkOn(db: Db, id: string, ms: number): Promise<void> {
  await db
    .updateTable('discussions')
    .set({ look_at: sql<Date>`now() + ${ms} * interval '1 millisecond'` })
    .where('id', '=', id)
    .execute();
}

/** Discussions that should go on and that nobody works on; each is given out once in so long. */
export async function takeForgottenDiscussions(db: Db, ms: number, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update discussions set look_at = now() + ${ms} * interval '1 millisecond'
    where id in (
      select d.id from discussions d join projects p on p.id = d.project_id
      where d.ended_at is null and d.waits_for is null and d.look_at < now() and p.archived_at is null
      order by d.look_at limit ${limit} for update of d skip locked)
    returning id`.execute(db);
  return rows.map(({ id }) => id);
}

/** What the state document tells of: the latest decisions. */
export async function listDecisionLines(
  db: Db,
  projectId: string,
  limit: number,
): Promise<{ title: string; decision: string }[]> {
  const rows = await db
    .selectFrom('discussions')
    .select('record')
    .where('project_id', '=', projectId)
    .where('record', 'is not', null)
    .orderBy('ended_at', 'desc')
    .limit(limit)
    .execute();
  return rows.flatMap(({ record }) =>
    record === null ? [] : [{ title: record.title, decision: record.decision }],
  );
}

/** What it may cost by its own settings, in micro-units; null where there is no such discussion. */
export async function findDiscussionLimit(db: Db, id: string): Promise<number | null> {
  const row = await db.selectFrom('discussions').select('settings').where('id', '=', id).executeTakeFirst();
  return row?.settings.limits.cost_micros ?? null;
}

/** Discussions of a project in the order of their ids, from after one. */
export async function listDiscussionIds(
  db: Db,
  projectId: string,
  afterId: string | null,
  limit: number,
): Promise<string[]> {
  let query = db
    .selectFrom('discussions')
    .select('id')
    .where('project_id', '=', projectId)
    .orderBy('id')
    .limit(limit);
  if (afterId !== null) query = query.where('id', '>', afterId);
  return (await query.execute()).map(({ id }) => id);
}
