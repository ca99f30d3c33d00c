import type { Discussion } from '@overmind/contracts/entities/discussion-room';
import type { SpecRef } from '@overmind/contracts/entities/spec';
import { sql } from 'kysely';
import { type Db, iso, isoOrNull, type Tx } from '../../database.ts';
import type { ChangeOf, RowOf } from '../../schema.ts';
import { specKeyOf, toSpecRef } from '../specs/specs.ts';

/** With what its conversation says of it, and the spec that was made of it. */
export type DiscussionRow = RowOf<'discussions'> &
  Pick<RowOf<'conversations'>, 'title' | 'mode' | 'created_by_user_id' | 'updated_at' | 'archived_at'> & {
    spec_id: string | null;
    spec_number: number | null;
    spec_title: string | null;
  };

export const selectDiscussions = (db: Db) =>
  db
    .selectFrom('discussions as d')
    .innerJoin('conversations as c', 'c.id', 'd.id')
    .leftJoin('specs as s', 's.discussion_id', 'd.id')
    .selectAll('d')
    .select(['c.title', 'c.mode', 'c.created_by_user_id', 'c.updated_at', 'c.archived_at'])
    .select(['s.id as spec_id', 's.number as spec_number', 's.title as spec_title']);

const specOf = ({ spec_id: id, spec_number: number, spec_title: title }: DiscussionRow): SpecRef | null =>
  id === null || number === null || title === null ? null : toSpecRef({ id, number, title });

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
  answer_due_at: isoOrNull(row.answer_due_at),
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
  spec: specOf(row),
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
> & {
  settings: string;
  personas: string;
  created_at?: Date | string;
  origin_conversation_id?: string | null;
  origin_message_id?: string | null;
};

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

/** Until when it waits, unless something has happened since its event `seq`. */
export async function noteTimes(
  tx: Tx,
  id: string,
  seq: number,
  times: Pick<RowOf<'discussions'>, 'answer_due_at' | 'waits_until'>,
): Promise<void> {
  await tx.updateTable('discussions').set(times).where('id', '=', id).where('seq', '=', seq).execute();
}

/** Discussions that wait for an answer and in which something has to happen by now; each is given out once in so long. */
export async function takeOverdueDiscussions(db: Db, ms: number, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update discussions set look_at = now() + ${ms} * interval '1 millisecond'
    where id in (
      select d.id from discussions d join projects p on p.id = d.project_id
      where d.waits_until <= now() and d.look_at < now() and p.archived_at is null
      order by d.waits_until limit ${limit} for update of d skip locked)
    returning id`.execute(db);
  return rows.map(({ id }) => id);
}

export interface DecisionLine {
  title: string;
  decision: string;
  /** Keys of the first tasks that were made of it. */
  tasks: string[];
  /** Key of the spec that was made of it. */
  spec: string | null;
}

const mostTasksTold = 20;

/** What the state document tells of: the latest decisions, and what became of them. */
export async function listDecisionLines(db: Db, projectId: string, limit: number): Promise<DecisionLine[]> {
  const rows = await db
    .selectFrom('discussions as d')
    .leftJoin('specs as s', 's.discussion_id', 'd.id')
    .select(['d.record', 's.number as spec_number'])
    .select(
      sql<
        string[]
      >`array(select key from tasks t where t.request_id = d.request_id order by number limit ${mostTasksTold})`.as(
        'tasks',
      ),
    )
    .where('d.project_id', '=', projectId)
    .where('d.record', 'is not', null)
    .orderBy('d.ended_at', 'desc')
    .limit(limit)
    .execute();
  return rows.flatMap(({ record, tasks, spec_number: number }) =>
    record === null
      ? []
      : [
          {
            ...{ title: record.title, decision: record.decision, tasks },
            spec: number === null ? null : specKeyOf(number),
          },
        ],
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
