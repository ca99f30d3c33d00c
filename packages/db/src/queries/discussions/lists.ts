import type { DiscussionPhase, DiscussionStatus } from '@overmind/contracts/entities/discussion';
import type { PageQuery } from '@overmind/contracts/entities/primitives';
import { sql } from 'kysely';
import { decodeIdCursor } from '../../cursor.ts';
import type { Db } from '../../database.ts';
import { and, holds, mayHold, type SearchWord } from '../search/matching.ts';
import { type DiscussionRow, selectDiscussions } from './discussions.ts';

export interface DiscussionFilter extends PageQuery {
  words: readonly SearchWord[];
  agent?: string | undefined;
  status?: readonly DiscussionStatus[] | undefined;
  phase?: readonly DiscussionPhase[] | undefined;
  from?: string | undefined;
  to?: string | undefined;
  isArchived: boolean;
}

/** With the newest message that holds the words. */
export type ListedDiscussion = DiscussionRow & { found_id: string | null };

/** Most characters of a goal in a list. */
const goalChars = 300;
const shortGoal = sql<string>`left(d.goal, ${goalChars})`;

/** One more than a page, the newest first. */
export async function listDiscussionRows(
  db: Db,
  projectId: string,
  filter: DiscussionFilter,
): Promise<ListedDiscussion[]> {
  const { words, agent, status, phase, from, to, isArchived, cursor, limit } = filter;
  const conditions = [
    sql<boolean>`d.project_id = ${projectId}`,
    sql<boolean>`(c.archived_at is not null) = ${isArchived}`,
  ];
  if (agent !== undefined)
    conditions.push(
      sql<boolean>`exists (select from discussion_speakers s where s.discussion_id = d.id and s.key = ${agent})`,
    );
  if (status !== undefined) conditions.push(sql<boolean>`d.status = any(${[...status]}::text[])`);
  if (phase !== undefined) conditions.push(sql<boolean>`d.phase = any(${[...phase]}::text[])`);
  if (from !== undefined) conditions.push(sql<boolean>`d.created_at >= ${from}::timestamptz`);
  if (to !== undefined) conditions.push(sql<boolean>`d.created_at < ${to}::timestamptz`);
  if (cursor !== undefined) conditions.push(sql<boolean>`d.id < ${decodeIdCursor(cursor)}`);
  const isFound = words.length > 0;
  const hits = isFound
    ? sql`select m.discussion_id, max(m.message_id::text)::uuid as found_id
        from search_entries e join discussion_messages m on m.message_id = e.entity_id
        where ${and([
          sql<boolean>`e.project_id = ${projectId} and e.kind = 'message'`,
          ...words.map(mayHold),
          ...words.map(holds),
        ])} group by m.discussion_id`
    : sql`select null::uuid as discussion_id, null::uuid as found_id where false`;
  const { rows } = await sql<{ id: string; found_id: string | null }>`
    with hits as materialized (${hits})
    select d.id, h.found_id from discussions d join conversations c on c.id = d.id
    left join hits h on h.discussion_id = d.id
    where ${and(conditions)} ${isFound ? sql`and h.found_id is not null` : sql``}
    order by d.id desc limit ${limit + 1}`.execute(db);
  return describe(db, rows);
}

/** The rows of these, in their order. */
async function describe(
  db: Db,
  found: readonly { id: string; found_id: string | null }[],
): Promise<ListedDiscussion[]> {
  if (found.length === 0) return [];
  const rows = await selectDiscussions(db)
    .select(shortGoal.as('goal'))
    .where(
      'd.id',
      'in',
      found.map(({ id }) => id),
    )
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return found.flatMap(({ id, found_id }) => {
    const row = byId.get(id);
    return row === undefined ? [] : [{ ...row, found_id }];
  });
}

/** Of so many of the latest, and so much of a goal, is looked at how much it is like another. */
const latest = 2_000;
const comparedChars = 500;

/** Those whose goals have most trigrams in common with that of one, the most alike first. */
export async function listSimilarRows(
  db: Db,
  projectId: string,
  id: string,
  limit: number,
): Promise<(ListedDiscussion & { likeness: number })[]> {
  const { rows } = await sql<{ id: string; found_id: null; likeness: number }>`
    with own as (select left(goal, ${comparedChars}) as goal from discussions where id = ${id})
    select * from (
      select d.id, null as found_id, similarity(left(d.goal, ${comparedChars}), own.goal)::float8 as likeness
      from (select id, goal from discussions where project_id = ${projectId} and id <> ${id}
        order by id desc limit ${latest}) d, own) rated
    where likeness > 0.1 order by likeness desc, id desc limit ${limit}`.execute(db);
  const described = await describe(db, rows);
  const likeness = new Map(rows.map((row) => [row.id, row.likeness]));
  return described.map((row) => ({ ...row, likeness: likeness.get(row.id) ?? 0 }));
}
