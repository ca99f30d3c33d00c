import type { LedgerCall } from '@overmind/contracts/entities/model-call';
import { sql } from 'kysely';
import { type Db, iso, type Tx, toJson } from '../../database.ts';
import type { RowOf } from '../../schema.ts';

export const toCall = (row: RowOf<'model_calls'>): LedgerCall => ({
  id: row.id,
  scope: {
    ...{ purpose: row.purpose, project_id: row.project_id, agent_id: row.agent_id, task_id: row.task_id },
    ...{ run_id: row.run_id, discussion_id: row.discussion_id, spec_id: row.spec_id },
    discussion_turn: row.discussion_turn,
    ...(row.persona === null ? {} : { persona: row.persona }),
  },
  ...{ status: row.status, reason: row.reason, is_local: row.is_local, is_cache_hit: row.is_cache_hit },
  ...{ more_candidates: 0, more_excluded: 0, more_attempts: 0, ...row.routing },
  attempts: row.chain,
  ...{ input_tokens: row.input_tokens, output_tokens: row.output_tokens, cached_tokens: row.cached_tokens },
  ...{ cost_micros: row.cost_micros, cost_source: row.cost_source },
  ...{ saved_micros: row.saved_micros, best_micros: row.best_micros },
  ...{ prompt_version_id: row.prompt_version_id, experiment_id: row.experiment_id, arm: row.arm },
  ...{ started_at: iso(row.started_at), latency_ms: row.latency_ms },
});

/** The model that answered, else the last one that was asked; both null where none was. */
export function modelOf(call: LedgerCall): { provider: string | null; model: string | null } {
  const ref = call.answered_by ?? call.attempts.at(-1)?.ref;
  if (ref === undefined) return { provider: null, model: null };
  const slash = ref.indexOf('/');
  return { provider: ref.slice(0, slash), model: ref.slice(slash + 1) };
}

/** Stores a call once: false when its id is known already. */
export async function insertCall(tx: Tx, call: LedgerCall): Promise<boolean> {
  const { answered_by, privacy, complexity, re_ask, candidates, excluded, warnings } = call;
  const { more_candidates, more_excluded, more_attempts } = call;
  const more = { more_candidates, more_excluded, more_attempts };
  const routing = { answered_by, privacy, complexity, re_ask, candidates, excluded, ...more, warnings };
  const row = await tx
    .insertInto('model_calls')
    .values({
      ...{ id: call.id, ...call.scope, ...modelOf(call) },
      ...{ is_local: call.is_local, status: call.status, reason: call.reason },
      ...{ input_tokens: call.input_tokens, output_tokens: call.output_tokens },
      ...{ cached_tokens: call.cached_tokens, is_cache_hit: call.is_cache_hit },
      ...{ cost_micros: call.cost_micros, cost_source: call.cost_source },
      ...{ saved_micros: call.saved_micros, best_micros: call.best_micros },
      ...{ chain: toJson(call.attempts), routing: toJson(routing), latency_ms: call.latency_ms },
      ...{ prompt_version_id: call.prompt_version_id, experiment_id: call.experiment_id, arm: call.arm },
      started_at: call.started_at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** A call of this project, or for null of none; null where there is none of that id. */
export async function findCall(db: Db, projectId: string | null, id: string): Promise<LedgerCall | null> {
  const row = await db
    .selectFrom('model_calls')
    .selectAll()
    .where('id', '=', id)
    .where('project_id', 'is not distinct from', projectId)
    .executeTakeFirst();
  return row === undefined ? null : toCall(row);
}

/**
 * Drops some calls that their project keeps no longer, the oldest first; gives how many went. Those of a task that goes
 * on, and so of its live run, stay: its cost is summed up at its end, and its runner may tell of a call again.
 */
export async function deleteOldCalls(
  db: Db,
  { defaultDays, limit }: { defaultDays: number; limit: number },
): Promise<number> {
  const { numAffectedRows } = await sql`delete from model_calls where id = any(array(
    select old.id from projects p
      cross join lateral (select now()
        - coalesce((p.settings ->> 'model_call_keep_days')::int, ${defaultDays}) * interval '1 day' as since) kept
      cross join lateral (select c.id from model_calls c
        where c.project_id = p.id and c.started_at < kept.since and not exists (
          select from tasks t where t.id = c.task_id and t.status not in ('done', 'failed', 'canceled'))
        order by c.started_at, c.id limit ${limit} for update skip locked) old
    union all
    select free.id from (select c.id from model_calls c
      where c.project_id is null and c.started_at < now() - ${defaultDays} * interval '1 day'
      order by c.started_at, c.id limit ${limit} for update skip locked) free
    limit ${limit}))`.execute(db);
  return Number(numAffectedRows ?? 0);
}
