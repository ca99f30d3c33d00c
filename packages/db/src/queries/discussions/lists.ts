import { sql } from 'kysely';
import type { Db } from '../../database.ts';
import { and, type Condition, holds, mayHold } from '../search/matching.ts';
import { type DiscussionRow, selectDiscussions } from './discussions.ts';
import { type DiscussionFilter, isOf, listLatest } from './latest.ts';

/** With the newest message that holds the words. */
export type ListedDiscussion = DiscussionRow & { found_id: string | null };

interface Found {
  id: string;
  found_id: string | null;
}

/** Most characters of a goal in a list. */
const goalChars = 300;
const shortGoal = sql<string>`left(d.goal, ${goalChars})`;

/** What is asked of one message: all the words, and of whom they are. */
const isSaid = ({ words, agent }: DiscussionFilter): Condition[] => [
  ...words.map(holds),
  ...(agent === undefined ? [] : [sql<boolean>`e.sender = ${agent}`]),
];

/** Those of these in which one message is what is looked for, in their order. */
async function listHolding(
  db: Db,
  ids: readonly string[],
  filter: DiscussionFilter,
  limit: number,
): Promise<Found[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Found>`
    select l.id, h.found_id from unnest(${[...ids]}::uuid[]) with ordinality l (id, place) cross join lateral (
      select m.message_id as found_id from discussion_messages m
      join search_entries e on e.entity_id = m.message_id
      where m.discussion_id = l.id and ${and(isSaid(filter))} order by m.seq desc limit 1) h
    order by l.place limit ${limit}`.execute(db);
  return rows;
}

/** Those that the index of words knows, put in order afterwards. */
async function listByWords(db: Db, projectId: string, filter: DiscussionFilter): Promise<Found[]> {
  const { words, limit } = filter;
  const { rows } = await sql<Found>`
    with hits as materialized (
      select m.discussion_id, (array_agg(m.message_id order by m.seq desc))[1] as found_id
      from search_entries e join discussion_messages m on m.message_id = e.entity_id
      where e.project_id = ${projectId} and e.is_discussed
        and ${and([...words.map(mayHold), ...isSaid(filter)])} group by m.discussion_id)
    select d.id, hits.found_id from hits join discussions d on d.id = hits.discussion_id
    join conversations c on c.id = d.id
    where ${and(isOf(projectId, filter))} order by d.id desc limit ${limit + 1}`.execute(db);
  return rows;
}

/** So many of the latest are looked into for the words before the index of words is asked, and twice a page at least. */
const leastDepth = 60;

/**
 * One more than a page, the newest first. Frequent words are met soon in the latest discussions, where an index of words
 * would list them all; rare ones are few in that index, and would be met late.
 */
async function findDiscussions(db: Db, projectId: string, filter: DiscussionFilter): Promise<Found[]> {
  const { words, limit } = filter;
  if (words.length === 0)
    return (await listLatest(db, projectId, filter, limit + 1)).map((id) => ({ id, found_id: null }));
  const depth = Math.max(leastDepth, limit * 2);
  const latest = await listLatest(db, projectId, filter, depth);
  const found = await listHolding(db, latest, filter, limit + 1);
  const isEnough = found.length > limit || latest.length < depth;
  return isEnough ? found : listByWords(db, projectId, filter);
}

/** One more than a page, the newest first. */
export const listDiscussionRows = async (
  db: Db,
  projectId: string,
  filter: DiscussionFilter,
): Promise<ListedDiscussion[]> => describe(db, await findDiscussions(db, projectId, filter));

/** The rows of these, in their order. */
async function describe(db: Db, found: readonly Found[]): Promise<ListedDiscussion[]> {
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

/** Of so many of the latest is looked at how much they are like another. */
const mostCompared = 2_000;

/** Those whose goals have most trigrams in common with that of one, in letters of any script, the most alike first. */
export async function listSimilarRows(
  db: Db,
  projectId: string,
  id: string,
  limit: number,
): Promise<(ListedDiscussion & { likeness: number })[]> {
  const { rows } = await sql<Found & { likeness: number }>`
    with own as (select goal_letters from discussions where id = ${id})
    select * from (
      select d.id, null as found_id, similarity(d.goal_letters, own.goal_letters)::float8 as likeness
      from (select id, goal_letters from discussions where project_id = ${projectId} and id <> ${id}
        order by id desc limit ${mostCompared}) d, own) rated
    where likeness > 0.1 order by likeness desc, id desc limit ${limit}`.execute(db);
  const described = await describe(db, rows);
  const likeness = new Map(rows.map((row) => [row.id, row.likeness]));
  return described.map((row) => ({ ...row, likeness: likeness.get(row.id) ?? 0 }));
}
