import type { SearchKind } from '@overmind/contracts/entities/search';
import { sql } from 'kysely';
import { microsOf } from '../../cursor.ts';
import type { Db } from '../../database.ts';
import { isOf, type Lane, lanesOf, type SearchRange, within } from './along-time.ts';
import { and, holds, mayHold, type SearchWord } from './matching.ts';

export interface SearchFilter extends SearchRange {
  words: readonly SearchWord[];
  limit: number;
}

export interface FoundEntry {
  entity_id: string;
  kind: SearchKind;
  agent_id: string | null;
  happened_at: Date;
  micros: number;
}

const columns = sql`entity_id, kind, agent_id, happened_at, ${microsOf('happened_at')} as micros`;
const newestFirst = sql`order by happened_at desc, entity_id desc`;

interface Look {
  /** Whether that is a page, or all there is. */
  isEnough: boolean;
  found: FoundEntry[];
}

type Place = Pick<FoundEntry, 'micros' | 'entity_id'>;

interface LookedAt extends FoundEntry {
  /** No match, but where a lane was not looked through any more. */
  is_end: boolean;
}

const isNewer = (one: Place, other: Place): boolean =>
  one.micros > other.micros || (one.micros === other.micros && one.entity_id > other.entity_id);

/** Those among the latest `depth` entries of each lane, as far back in time as no lane has others. */
async function lookAlong(db: Db, lanes: readonly Lane[], filter: SearchFilter, depth: number): Promise<Look> {
  const { words, limit } = filter;
  const matches = lanes.map(
    (lane) => sql`(select * from ${lane.latest(depth)} latest where ${and(words.map(holds))}
      ${newestFirst} limit ${limit + 1})`,
  );
  const ends = lanes.map((lane) => lane.beyond(depth));
  // A full page of one lane lies within it, wherever that ends.
  const isAsked = lanes.length > 1 ? sql`true` : sql`(select count(*) from found) <= ${limit}`;
  const { rows } = await sql<LookedAt>`
    with found as materialized (
      select entity_id, kind, agent_id, happened_at from (${sql.join(matches, sql` union all `)}) e
      ${newestFirst} limit ${limit + 1}),
    ends as (select * from (${sql.join(ends, sql` union all `)}) e (happened_at, entity_id)
      where ${isAsked} ${newestFirst} limit 1)
    select ${columns}, is_end from (
      select *, false as is_end from found
      union all select entity_id, null, null, happened_at, true from ends) e ${newestFirst}`.execute(db);
  const end = rows.find((row) => row.is_end);
  const found = rows.filter((row) => !row.is_end && (end === undefined || isNewer(row, end)));
  return { isEnough: end === undefined || found.length > limit, found };
}

/** Those that the index of words knows, put in order afterwards. */
async function findByWords(db: Db, projectId: string, filter: SearchFilter): Promise<FoundEntry[]> {
  const { words, kinds, status, limit } = filter;
  const all = [...within(projectId, filter), ...words.map(mayHold), ...words.map(holds)];
  if (kinds !== null) all.push(sql<boolean>`kind = any(${[...kinds]}::text[])`);
  const rest = status === undefined ? sql`` : sql`where ${isOf(status)}`;
  // Materialized: in one piece with the order, rare words would be looked for along all of time.
  const { rows } = await sql<FoundEntry>`
    with hits as materialized (
      select entity_id, kind, agent_id, happened_at from search_entries where ${and(all)})
    select ${columns} from hits ${rest} ${newestFirst} limit ${limit + 1}`.execute(db);
  return rows;
}

const firstDepth = 1_000;
const nextDepth = 10_000;
/** Of a status, whose entries are looked up one by one. */
const statedDepth = 4_000;
/** Whoever finds at least so much of a page in the first depth finds all of it in the next. */
const promising = 1 / 8;

/**
 * One entry more than a page of those that hold all words, the newest first. Frequent words are met soon along time,
 * where an index of words would list them all; rare ones are few in that index, and would be met late along time. Which
 * of the two it is, no statistic of the database says well enough: a first look does. The index of words knows nothing
 * of statuses, so where one is asked for, time is gone along further before it.
 */
export async function findEntries(db: Db, projectId: string, filter: SearchFilter): Promise<FoundEntry[]> {
  const lanes = lanesOf(projectId, filter);
  if (lanes.length === 0) return [];
  const first = await lookAlong(db, lanes, filter, firstDepth);
  if (first.isEnough) return first.found;
  if (first.found.length > filter.limit * promising || filter.status !== undefined) {
    const depth = filter.status === undefined ? nextDepth : Math.ceil(statedDepth / lanes.length);
    const next = await lookAlong(db, lanes, filter, depth);
    if (next.isEnough) return next.found;
  }
  return findByWords(db, projectId, filter);
}
