import {
  type LedgerCall,
  noProject,
  type UsageGroup,
  type UsageRow,
  type UsageTotal,
} from '@overmind/contracts/entities/model-call';
import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../database.ts';
import { modelOf } from './calls.ts';

/** The largest number that a program can count with; beyond it sums stand still. */
const most = Number.MAX_SAFE_INTEGER;

/** Adds a call to the sums of its day, in UTC. */
export async function addUsage(tx: Tx, call: LedgerCall): Promise<void> {
  const { scope } = call;
  const { provider, model } = modelOf(call);
  await sql`
    insert into model_usage as u (day, project_id, agent_id, persona, task_id, provider, model, is_local, calls, failures,
      cache_hits, input_tokens, output_tokens, cached_tokens, cost_micros, saved_micros, best_micros, compared_micros, latency_ms)
    values (${call.started_at.slice(0, 10)}, ${scope.project_id}, ${scope.agent_id}, ${scope.persona ?? null}, ${scope.task_id},
      ${provider}, ${model}, ${call.is_local}, 1, ${call.status === 'ok' ? 0 : 1}, ${call.is_cache_hit ? 1 : 0},
      ${call.input_tokens}, ${call.output_tokens}, ${call.cached_tokens}, ${call.cost_micros ?? 0},
      ${call.saved_micros ?? 0}, ${call.best_micros ?? 0}, ${comparedOf(call)}, ${call.latency_ms})
    on conflict (day, project_id, agent_id, persona, task_id, provider, model, is_local) do update set
      calls = u.calls + 1, failures = u.failures + excluded.failures, cache_hits = u.cache_hits + excluded.cache_hits,
      input_tokens = least(u.input_tokens + excluded.input_tokens, ${most}), output_tokens = least(u.output_tokens + excluded.output_tokens, ${most}),
      cached_tokens = least(u.cached_tokens + excluded.cached_tokens, ${most}), cost_micros = least(u.cost_micros + excluded.cost_micros, ${most}),
      saved_micros = least(u.saved_micros + excluded.saved_micros, ${most}), best_micros = least(u.best_micros + excluded.best_micros, ${most}),
      compared_micros = least(u.compared_micros + excluded.compared_micros, ${most}),
      latency_ms = least(u.latency_ms + excluded.latency_ms, ${most})`.execute(tx);
}

/** What it took, where it is known what the best model would have. */
const comparedOf = ({ best_micros: best, cost_micros: cost }: LedgerCall): number =>
  best === null ? 0 : (cost ?? 0);

export interface UsageFilter {
  from: string;
  to: string;
  /** Only this project, or what belongs to none; null for all. */
  projectId: string | typeof noProject | null;
  /** Only projects that this user is a member of. */
  memberId: string | null;
}

const groups: Record<UsageGroup, { key: RawBuilder<unknown>; label: RawBuilder<unknown> }> = {
  // Who speaks in a discussion is no agent, and known by name.
  agent: {
    key: sql`coalesce(agent_id::text, persona)`,
    label: sql`case when g.key ~ '^[0-9a-f]{8}-[0-9a-f-]{27}$'
      then (select name from agents where id = g.key::uuid) else g.key end`,
  },
  task: { key: sql`task_id::text`, label: sql`(select key from tasks where id = g.key::uuid)` },
  project: { key: sql`project_id::text`, label: sql`(select name from projects where id = g.key::uuid)` },
  day: { key: sql`day::text`, label: sql`null` },
  // The same name is another model elsewhere, at another price.
  model: { key: sql`provider || '/' || model`, label: sql`null` },
  provider: { key: sql`provider`, label: sql`null` },
};

const sumOf = (column: string) =>
  sql`least(coalesce(sum(${sql.ref(column)}), 0), ${most})::bigint as ${sql.ref(column)}`;
const plainSums = [
  ...['calls', 'failures', 'cache_hits', 'input_tokens', 'output_tokens', 'cached_tokens', 'cost_micros'],
  ...['saved_micros', 'best_micros', 'compared_micros', 'latency_ms'],
];
const placeSums = (isThere: RawBuilder<unknown>, place: 'local' | 'cloud') => [
  sql`coalesce(sum(calls) filter (where ${isThere}), 0)::bigint as ${sql.ref(`${place}_calls`)}`,
  sql`least(coalesce(sum(input_tokens + output_tokens) filter (where ${isThere}), 0), ${most})::bigint
    as ${sql.ref(`${place}_tokens`)}`,
];
const sums = sql.join([
  ...plainSums.map(sumOf),
  ...placeSums(sql`is_local`, 'local'),
  ...placeSums(sql`not is_local`, 'cloud'),
]);

function matching({ from, to, projectId, memberId }: UsageFilter): RawBuilder<unknown> {
  const conditions = [sql`day between ${from}::date and ${to}::date`];
  if (projectId === noProject) conditions.push(sql`project_id is null`);
  else if (projectId !== null) conditions.push(sql`project_id = ${projectId}`);
  if (memberId !== null)
    conditions.push(sql`project_id in (select project_id from project_members where user_id = ${memberId})`);
  return sql.join(conditions, sql` and `);
}

/** The groups that cost most, or for days the newest. */
export async function listUsage(
  db: Db,
  groupBy: UsageGroup,
  filter: UsageFilter,
  limit: number,
): Promise<UsageRow[]> {
  const { key, label } = groups[groupBy];
  const order = groupBy === 'day' ? sql`g.key desc` : sql`g.cost_micros desc, g.calls desc, g.key`;
  const { rows } = await sql<UsageRow & { key: string | null }>`
    select g.*, ${label} as label from (
      select ${key} as key, ${sums} from model_usage where ${matching(filter)}
      group by 1) g
    order by ${order} limit ${limit}`.execute(db);
  return rows.map(({ key, ...row }) => ({ ...row, group: key }));
}

export async function sumUsage(db: Db, filter: UsageFilter): Promise<UsageTotal> {
  const { rows } = await sql<UsageTotal>`select ${sums} from model_usage where ${matching(filter)}`.execute(
    db,
  );
  const [total] = rows;
  if (total) return total;
  throw new Error('a sum without groups is one row');
}
