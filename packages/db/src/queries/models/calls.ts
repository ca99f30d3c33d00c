import type { LedgerCall, TurnCall } from '@overmind/contracts/entities/model-call';
import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import { sql } from 'kysely';
import { decodeCursor, microsOf, timeOfMicros, toPage } from '../../cursor.ts';
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
  ...row.routing,
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
  const routing = { answered_by, privacy, complexity, re_ask, candidates, excluded, warnings };
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

export interface CallFilter extends PageQuery {
  task?: string | undefined;
  run?: string | undefined;
  discussion?: string | undefined;
  turn?: number | undefined;
}

/** Newest first. */
export async function listCallPage(
  db: Db,
  projectId: string,
  { limit, cursor, task, run, discussion, turn }: CallFilter,
): Promise<Page<LedgerCall>> {
  let query = db
    .selectFrom('model_calls')
    .selectAll()
    .select(microsOf('started_at').as('started_micros'))
    .where('project_id', '=', projectId);
  if (task !== undefined) query = query.where('task_id', '=', task);
  if (run !== undefined) query = query.where('run_id', '=', run);
  if (discussion !== undefined) query = query.where('discussion_id', '=', discussion);
  if (turn !== undefined) query = query.where('discussion_turn', '=', turn);
  if (cursor !== undefined) {
    const [micros, id] = decodeCursor(cursor, 'micros', 'id');
    query = query.where(sql<boolean>`(started_at, id) < (${timeOfMicros(micros)}, ${id}::uuid)`);
  }
  const rows = await query
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, (row) => [row.started_micros, row.id], toCall);
}

/** More are not read: a turn is asked for twice, and a few times more while no model could be asked. */
const mostTurnCalls = 2_000;

/** Calls for turns of a discussion by turn, the newest of each first. */
export async function listTurnCalls(
  db: Db,
  discussionId: string,
  { from, to }: { from: number; to: number },
): Promise<TurnCall[]> {
  const { rows } = await sql<TurnCall>`
    select id, discussion_turn as turn, status, reason, routing->>'answered_by' as answered_by, is_local,
      is_cache_hit, input_tokens, output_tokens, cost_micros, cost_source, latency_ms,
      routing->>'answered_by' is not null
        and jsonb_path_exists(chain, '$[*] ? (@.ref != $ref)', jsonb_build_object('ref', routing->>'answered_by'))
        as is_failed_over
    from model_calls
    where discussion_id = ${discussionId} and discussion_turn between ${from} and ${to}
    order by discussion_turn, started_at desc, id desc limit ${mostTurnCalls}`.execute(db);
  return rows;
}
