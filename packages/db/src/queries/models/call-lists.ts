import type { ModelCallScope } from '@overmind/contracts/entities/model';
import { type ListedCall, mostListedTries, type TurnCall } from '@overmind/contracts/entities/model-call';
import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import { type RawBuilder, sql } from 'kysely';
import { decodeCursor, microsOf, timeOfMicros, toPage } from '../../cursor.ts';
import { type Db, iso } from '../../database.ts';

export interface CallFilter extends PageQuery {
  agent?: string | undefined;
  task?: string | undefined;
  run?: string | undefined;
  discussion?: string | undefined;
  turn?: number | undefined;
  /** By name. */
  persona?: string | undefined;
  provider?: string | undefined;
  /** With its provider, as `provider/model`. */
  model?: string | undefined;
  status?: ListedCall['status'] | undefined;
  /** First and last day, in UTC. */
  from?: string | undefined;
  to?: string | undefined;
}

type ScopeColumns = Omit<ModelCallScope, 'persona'> & { persona: string | null };
type Row = Omit<ListedCall, 'scope' | 'started_at'> &
  ScopeColumns & { started_at: Date; started_micros: number };

const columns = sql`c.id, c.purpose, c.project_id, c.agent_id, c.task_id, c.run_id, c.discussion_id, c.spec_id,
  c.discussion_turn, c.persona, c.status, c.reason, c.routing->>'answered_by' as answered_by, c.is_local,
  c.is_cache_hit, c.input_tokens, c.output_tokens, c.cached_tokens, c.cost_micros, c.cost_source, c.started_at,
  c.latency_ms, c.provider || '/' || c.model as asked,
  (select name from agents where id = c.agent_id) as agent_name,
  (select key from tasks where id = c.task_id) as task_key,
  jsonb_array_length(c.chain) + coalesce((c.routing->>'more_attempts')::int, 0) as tries,
  jsonb_path_query_array(c.chain, ${sql.lit(`$[0 to ${mostListedTries - 1}].outcome`)}::jsonpath) as outcomes,
  ${microsOf('c.started_at')} as started_micros`;

function toListed({ started_micros: _, started_at, ...row }: Row): ListedCall {
  const { purpose, project_id, agent_id, task_id, run_id, persona, ...ofCall } = row;
  const { discussion_id, spec_id, discussion_turn, ...rest } = ofCall;
  return {
    ...rest,
    scope: {
      ...{ purpose, project_id, agent_id, task_id, run_id, discussion_id, spec_id, discussion_turn },
      ...(persona === null ? {} : { persona }),
    },
    started_at: iso(started_at),
  };
}

const columnOf = {
  ...{ agent: 'c.agent_id', task: 'c.task_id', run: 'c.run_id' },
  ...{ discussion: 'c.discussion_id', turn: 'c.discussion_turn', persona: 'c.persona' },
  provider: 'c.provider',
} as const;

const startOfDay = (day: RawBuilder<unknown>) => sql`((${day})::timestamp at time zone 'utc')`;

function* conditionsOf(projectId: string | null, filter: CallFilter): Generator<RawBuilder<unknown>> {
  yield projectId === null ? sql`c.project_id is null` : sql`c.project_id = ${projectId}`;
  for (const [name, column] of Object.entries(columnOf)) {
    const wanted = filter[name as keyof typeof columnOf];
    if (wanted !== undefined) yield sql`${sql.ref(column)} = ${wanted}`;
  }
  const { model, status, from, to, cursor } = filter;
  if (model !== undefined) {
    const slash = model.indexOf('/');
    yield sql`c.provider = ${model.slice(0, slash)} and c.model = ${model.slice(slash + 1)}`;
  }
  // As it is written: only so is the index of those that failed known to hold them.
  if (status !== undefined) yield sql`c.status = ${sql.lit(status)}`;
  if (from !== undefined) yield sql`c.started_at >= ${startOfDay(sql`${from}::date`)}`;
  if (to !== undefined) yield sql`c.started_at < ${startOfDay(sql`${to}::date + 1`)}`;
  if (cursor !== undefined) {
    const [micros, id] = decodeCursor(cursor, 'micros', 'id');
    yield sql`(c.started_at, c.id) < (${timeOfMicros(micros)}, ${id}::uuid)`;
  }
}

/** Newest first; for null those that belong to no project. */
export async function listCallPage(
  db: Db,
  projectId: string | null,
  filter: CallFilter,
): Promise<Page<ListedCall>> {
  const { limit } = filter;
  const matching = sql.join([...conditionsOf(projectId, filter)], sql` and `);
  const { rows } = await sql<Row>`select ${columns} from model_calls c where ${matching}
    order by c.started_at desc, c.id desc limit ${limit + 1}`.execute(db);
  return toPage(rows, limit, (row) => [row.started_micros, row.id], toListed);
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
