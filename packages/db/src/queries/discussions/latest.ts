import type { DiscussionPhase, DiscussionStatus } from '@overmind/contracts/entities/discussion';
import type { PageQuery } from '@overmind/contracts/entities/primitives';
import { sql } from 'kysely';
import { decodeIdCursor } from '../../cursor.ts';
import type { Db } from '../../database.ts';
import { and, type Condition, type SearchWord } from '../search/matching.ts';

export interface DiscussionFilter extends PageQuery {
  words: readonly SearchWord[];
  agent?: string | undefined;
  status?: readonly DiscussionStatus[] | undefined;
  phase?: readonly DiscussionPhase[] | undefined;
  from?: string | undefined;
  to?: string | undefined;
  isArchived: boolean;
}

/** What narrows a list, but for speaker, status and phase. */
function narrowed(projectId: string, { from, to, isArchived, cursor }: DiscussionFilter): Condition[] {
  const conditions = [
    sql<boolean>`d.project_id = ${projectId} and c.project_id = ${projectId} and c.kind = 'discussion'`,
    isArchived ? sql<boolean>`c.archived_at is not null` : sql<boolean>`c.archived_at is null`,
  ];
  if (from !== undefined) conditions.push(sql<boolean>`d.created_at >= ${from}::timestamptz`);
  if (to !== undefined) conditions.push(sql<boolean>`d.created_at < ${to}::timestamptz`);
  if (cursor !== undefined) conditions.push(sql<boolean>`d.id < ${decodeIdCursor(cursor)}`);
  return conditions;
}

const isOfStatus = (of: readonly DiscussionStatus[]): Condition =>
  sql<boolean>`d.status = any(${[...of]}::text[])`;
const isOfPhase = (of: readonly DiscussionPhase[]): Condition =>
  sql<boolean>`d.phase = any(${[...of]}::text[])`;

const isSpeaker = (projectId: string, agent: string): Condition => sql<boolean>`exists (
  select from discussion_speakers s
  where s.project_id = ${projectId} and s.key = ${agent} and s.discussion_id = d.id)`;

const standingOf = ({ status, phase }: DiscussionFilter): Condition[] => [
  ...(status === undefined ? [] : [isOfStatus(status)]),
  ...(phase === undefined ? [] : [isOfPhase(phase)]),
];

/** All that a list is narrowed by. */
export const isOf = (projectId: string, filter: DiscussionFilter): Condition[] => [
  ...narrowed(projectId, filter),
  ...standingOf(filter),
  ...(filter.agent === undefined ? [] : [isSpeaker(projectId, filter.agent)]),
];

/** In as few lanes as an index has an order for: each status by itself, else each phase. */
function lanesOf({ status, phase }: DiscussionFilter): Condition[] {
  if (status !== undefined)
    return [...new Set(status)].map((each) =>
      and([sql<boolean>`d.status = ${each}`, ...(phase === undefined ? [] : [isOfPhase(phase)])]),
    );
  if (phase !== undefined) return [...new Set(phase)].map((each) => sql<boolean>`d.phase = ${each}`);
  return [sql<boolean>`true`];
}

/** A speaker of no more discussions is followed through all of them, whatever else is asked for. */
const fewDiscussions = 500;

async function speaksSeldom(db: Db, projectId: string, agent: string): Promise<boolean> {
  const { rows } = await sql`select from discussion_speakers s
    where s.project_id = ${projectId} and s.key = ${agent} limit ${fewDiscussions + 1}`.execute(db);
  return rows.length <= fewDiscussions;
}

/** Along the discussions of one speaker. Each is looked up by itself: joined as a whole, all there are might be read. */
const bySpeaker = (projectId: string, agent: string, filter: DiscussionFilter, limit: number) => sql<{
  id: string;
}>`
  select s.discussion_id as id from discussion_speakers s cross join lateral (
    select from discussions d join conversations c on c.id = d.id
    where d.id = s.discussion_id and ${and([...narrowed(projectId, filter), ...standingOf(filter)])} limit 1) d
  where s.project_id = ${projectId} and s.key = ${agent}
    ${filter.cursor === undefined ? sql`` : sql`and s.discussion_id < ${decodeIdCursor(filter.cursor)}`}
  order by s.discussion_id desc limit ${limit}`;

const byLanes = (projectId: string, filter: DiscussionFilter, limit: number) => {
  const all = [
    ...narrowed(projectId, filter),
    ...(filter.agent === undefined ? [] : [isSpeaker(projectId, filter.agent)]),
  ];
  const lanes = lanesOf(filter).map(
    (lane) => sql`(select d.id from discussions d join conversations c on c.id = d.id
      where ${and([...all, lane])} order by d.id desc limit ${limit})`,
  );
  return sql<{ id: string }>`
    select id from (${sql.join(lanes, sql` union all `)}) d order by id desc limit ${limit}`;
};

/** Whether most discussions of a speaker may be none of the list. */
const isNarrow = ({ status, phase, from, to, isArchived }: DiscussionFilter): boolean =>
  isArchived || [status, phase, from, to].some((each) => each !== undefined);

/** The newest first. How rare a speaker is in a project, no statistic of the database says well enough: a look does. */
export async function listLatest(
  db: Db,
  projectId: string,
  filter: DiscussionFilter,
  limit: number,
): Promise<string[]> {
  const { agent } = filter;
  const isAlongSpeaker =
    agent !== undefined && (!isNarrow(filter) || (await speaksSeldom(db, projectId, agent)));
  const list = isAlongSpeaker
    ? bySpeaker(projectId, agent, filter, limit)
    : byLanes(projectId, filter, limit);
  return (await list.execute(db)).rows.map(({ id }) => id);
}
