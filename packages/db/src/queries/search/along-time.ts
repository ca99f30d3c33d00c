import { recordingStatuses } from '@overmind/contracts/entities/recording';
import { runStatuses } from '@overmind/contracts/entities/run';
import { type SearchKind, type SearchStatus, searchKinds } from '@overmind/contracts/entities/search';
import { SpecStatus } from '@overmind/contracts/entities/spec';
import { taskStatuses } from '@overmind/contracts/entities/task';
import { type RawBuilder, sql } from 'kysely';
import { decodeCursor, timeOfMicros } from '../../cursor.ts';
import { and, type Condition } from './matching.ts';

export interface SearchRange {
  /** All where it is null. */
  kinds: readonly SearchKind[] | null;
  agent?: string | undefined;
  /** The key of a persona that said it in a discussion. */
  sender?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  status?: readonly SearchStatus[] | undefined;
  cursor?: string | undefined;
}

/** What one index has in order of time. */
export interface Lane {
  /** The latest entries, so many at most. */
  latest(depth: number): RawBuilder<unknown>;
  /** The time and the id of the entry that comes after those. */
  beyond(depth: number): RawBuilder<unknown>;
}

const entryColumns = sql`e.entity_id, e.project_id, e.kind, e.agent_id, e.happened_at, e.words`;

/** What a time and the id beside it are cut by. */
function cut(time: string, id: string, { from, to, cursor }: SearchRange): Condition[] {
  const conditions: Condition[] = [];
  const at = sql.ref(time);
  if (from !== undefined) conditions.push(sql<boolean>`${at} >= ${from}::timestamptz`);
  if (to !== undefined) conditions.push(sql<boolean>`${at} < ${to}::timestamptz`);
  if (cursor !== undefined) {
    const [micros, last] = decodeCursor(cursor, 'micros', 'id');
    conditions.push(sql<boolean>`(${at}, ${sql.ref(id)}) < (${timeOfMicros(micros)}, ${last}::uuid)`);
  }
  return conditions;
}

/** What the order of entries by time can be cut by. */
export function within(projectId: string, range: SearchRange): Condition[] {
  const conditions = [sql<boolean>`project_id = ${projectId}`, ...cut('happened_at', 'entity_id', range)];
  if (range.agent !== undefined) conditions.push(sql<boolean>`agent_id = ${range.agent}`);
  // What only discussions say has an index of words by itself.
  if (range.sender !== undefined) conditions.push(sql<boolean>`sender = ${range.sender} and is_discussed`);
  return conditions;
}

/** Entities that have a status, as they are in order of time. Messages have none. */
const stated = {
  task: { table: 'tasks', time: 'created_at', statuses: taskStatuses },
  run: { table: 'agent_runs', time: 'finished_at', statuses: runStatuses },
  session: { table: 'run_passages', time: 'happened_at', statuses: runStatuses },
  transcript: { table: 'recordings', time: 'created_at', statuses: recordingStatuses },
  spec: { table: 'specs', time: 'created_at', statuses: SpecStatus.options },
} as const;
const statedKinds = ['task', 'run', 'session', 'transcript', 'spec'] as const;

function laneOfKind(projectId: string, range: SearchRange, kind: SearchKind | null): Lane {
  const all = within(projectId, range);
  if (kind !== null) all.push(sql<boolean>`kind = ${kind}`);
  const rows = sql`search_entries e where ${and(all)} order by happened_at desc, entity_id desc`;
  return {
    latest: (depth) => sql`(select ${entryColumns} from ${rows} limit ${depth})`,
    beyond: (depth) => sql`(select happened_at, entity_id from ${rows} offset ${depth} limit 1)`,
  };
}

type StatedKind = keyof typeof stated;

function laneOfStatus(projectId: string, range: SearchRange, kind: StatedKind, status: string): Lane {
  const time = `s.${stated[kind].time}`;
  const all = [
    sql<boolean>`s.project_id = ${projectId} and s.status = ${status} and ${sql.ref(time)} is not null`,
    ...cut(time, 's.id', range),
  ];
  const rows = sql`${sql.table(stated[kind].table)} s where ${and(all)} order by ${sql.ref(time)} desc, s.id desc`;
  const isAgents = range.agent === undefined ? sql`true` : sql`e.agent_id = ${range.agent}`;
  return {
    // Each looked up by itself: joined as a whole, all entries there are might be read for them.
    latest: (depth) => sql`(select ${entryColumns} from (select s.id from ${rows} limit ${depth}) s
      cross join lateral (select * from search_entries e where e.entity_id = s.id and ${isAgents} limit 1) e)`,
    beyond: (depth) => sql`(select ${sql.ref(time)}, s.id from ${rows} offset ${depth} limit 1)`,
  };
}

/** All that a search may find, in as few lanes as an index has an order for. */
export function lanesOf(projectId: string, range: SearchRange): Lane[] {
  const { kinds, agent, sender, status } = range;
  // Messages alone have one.
  if (sender !== undefined) return [laneOfKind(projectId, range, null)];
  if (status !== undefined)
    return statedKinds
      .filter((kind) => kinds === null || kinds.includes(kind))
      .flatMap((kind) =>
        stated[kind].statuses
          .filter((each) => status.includes(each))
          .map((each) => laneOfStatus(projectId, range, kind, each)),
      );
  const asked = kinds ?? (agent === undefined ? [null] : searchKinds);
  return asked.map((kind) => laneOfKind(projectId, range, kind));
}

/** Asked only of what holds the words: it looks at the entity itself. */
export function isOf(status: readonly SearchStatus[]): Condition {
  const is = (kind: StatedKind) => sql<boolean>`when ${sql.lit(kind)} then exists (
    select from ${sql.table(stated[kind].table)} s where s.id = entity_id and s.status = any(${[...status]}::text[]))`;
  return sql<boolean>`case kind ${sql.join(statedKinds.map(is), sql` `)} else false end`;
}
