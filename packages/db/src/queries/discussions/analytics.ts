import type { DiscussionAnalytics } from '@overmind/contracts/entities/discussion-analytics';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database.ts';

export interface Span {
  from: Date;
  to: Date;
}

const within = (projectId: string, { from, to }: Span) =>
  sql`d.project_id = ${projectId} and d.created_at >= ${from} and d.created_at < ${to}`;

/** Null where there is nothing to measure. */
const measure = (value: RawBuilder<unknown>, where: RawBuilder<unknown>) => sql`
  case when count(*) filter (where ${where}) = 0 then null else json_build_object(
    'average', avg(${value}) filter (where ${where}),
    'median', percentile_cont(0.5) within group (order by ${value}) filter (where ${where}),
    'most', max(${value}) filter (where ${where})) end`;

type Totals = Omit<DiscussionAnalytics, 'from' | 'to' | 'by_speaker' | 'by_day' | 'by_status'>;

/** Sums over discussions that began in a span. */
export async function sumDiscussions(db: Db, projectId: string, span: Span): Promise<Totals> {
  const { rows } = await sql<Totals>`
    select count(*)::int as discussions,
      ${measure(sql`d.turns`, sql`d.ended_at is not null`)} as turns,
      ${measure(sql`d.rounds`, sql`d.rounds > 0`)} as rounds,
      ${measure(sql`d.active_ms`, sql`d.record is not null`)} as active_ms_to_consensus,
      coalesce(sum(d.tokens), 0)::bigint as tokens, coalesce(sum(d.cost_micros), 0)::bigint as cost_micros,
      count(*) filter (where d.record is not null)::int as decided,
      count(*) filter (where jsonb_array_length(d.record -> 'dissent') > 0)::int as with_dissent,
      count(*) filter (where d.request_id is not null)::int as became_tasks
    from discussions d where ${within(projectId, span)}`.execute(db);
  const [totals] = rows;
  if (!totals) throw new Error('a sum has no row');
  return totals;
}

export async function countByStatus(
  db: Db,
  projectId: string,
  span: Span,
): Promise<DiscussionAnalytics['by_status']> {
  const { rows } = await sql<{ status: string; count: number }>`
    select d.status, count(*)::int as count from discussions d
    where ${within(projectId, span)} group by d.status`.execute(db);
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}

const mostSpeakers = 50;

/** How each speaker took part. A vote against what was decided, or none on it, is dissent. */
export async function countBySpeaker(
  db: Db,
  projectId: string,
  span: Span,
): Promise<DiscussionAnalytics['by_speaker']> {
  const { rows } = await sql<DiscussionAnalytics['by_speaker'][number]>`
    with held as materialized (
      select d.id, d.record ->> 'proposal' as decided, (d.record ->> 'round')::int as round
      from discussions d where ${within(projectId, span)}),
    spoken as (select s.key, count(*)::int as discussions, sum(s.turns)::int as turns,
        sum(s.skipped)::int as skipped
      from held join discussion_speakers s on s.discussion_id = held.id group by s.key),
    proposed as (select p.proposed_by as key, count(*)::int as proposals,
        count(*) filter (where p.status = 'accepted')::int as accepted
      from held join proposals p on p.discussion_id = held.id group by p.proposed_by),
    voted as (select v.voter as key, count(*)::int as votes,
        count(*) filter (where v.proposal = held.decided and v.round = held.round
          and v.choice in ('reject', 'abstain'))::int as dissent
      from held join votes v on v.discussion_id = held.id group by v.voter)
    select s.key, s.discussions, s.turns, s.skipped, coalesce(p.proposals, 0) as proposals,
      coalesce(p.accepted, 0) as accepted, coalesce(v.votes, 0) as votes, coalesce(v.dissent, 0) as dissent
    from spoken s left join proposed p using (key) left join voted v using (key)
    order by s.turns desc, s.key limit ${mostSpeakers}`.execute(db);
  return rows;
}

export async function countByDay(
  db: Db,
  projectId: string,
  span: Span,
): Promise<DiscussionAnalytics['by_day']> {
  const { rows } = await sql<DiscussionAnalytics['by_day'][number]>`
    select to_char(d.created_at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::int as started,
      count(*) filter (where d.record is not null)::int as decided,
      sum(d.cost_micros)::bigint as cost_micros
    from discussions d where ${within(projectId, span)} group by 1 order by 1`.execute(db);
  return rows;
}
