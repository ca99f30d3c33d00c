import type { Task, TaskStatus } from '@overmind/contracts/entities/task';
import { sql } from 'kysely';
import type { Db, Tx } from '../../database.ts';

type GraphNode = Pick<
  Task,
  'id' | 'key' | 'title' | 'type' | 'status' | 'status_reason' | 'priority' | 'after' | 'assigned_agent_id'
>;

const columns = sql`id, key, title, type, status, status_reason, priority, after, assigned_agent_id`;

/** Tasks of these statuses, those that changed last first. */
async function listNodes(
  db: Db,
  projectId: string,
  statuses: readonly TaskStatus[],
  limit: number,
): Promise<GraphNode[]> {
  const { rows } = await sql<GraphNode>`
    select ${columns} from tasks where project_id = ${projectId} and status = any(${[...statuses]}::text[])
    order by updated_at desc limit ${limit}`.execute(db);
  return rows;
}

/** Every dependency between two of these tasks. */
async function listEdges(db: Db, ids: readonly string[]): Promise<{ from: string; to: string }[]> {
  // "offset 0" keeps the look-up by task: joined as a whole, the dependencies of all projects would be read.
  const { rows } = await sql<{ from: string; to: string }>`
    select d.depends_on_task_id as "from", n.id as "to" from unnest(${[...ids]}::uuid[]) as n (id)
    cross join lateral (
      select depends_on_task_id from task_dependencies where task_id = n.id offset 0
    ) d order by 2, 1`.execute(db);
  const known = new Set(ids);
  return rows.filter((edge) => known.has(edge.from));
}

/** Up to `limit` tasks, the open ones before the finished, and the dependencies among them. */
export async function findGraph(
  db: Db,
  projectId: string,
  { open, final, limit }: { open: readonly TaskStatus[]; final: readonly TaskStatus[]; limit: number },
): Promise<{ nodes: GraphNode[]; edges: { from: string; to: string }[]; is_partial: boolean }> {
  const nodes = await listNodes(db, projectId, open, limit + 1);
  if (nodes.length <= limit) {
    nodes.push(...(await listNodes(db, projectId, final, limit + 1 - nodes.length)));
  }
  const shown = nodes.slice(0, limit);
  const edges = await listEdges(
    db,
    shown.map((node) => node.id),
  );
  return { nodes: shown, edges, is_partial: nodes.length > limit };
}

/** Others who change dependencies of the project wait from here to the commit; the database's own check does too. */
export async function lockDependencies(tx: Tx, projectId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`dependencies:${projectId}`}, 0))`.execute(tx);
}

/** What tasks wait for, directly and over others: task → those it waits for. */
export async function findReachableDependencies(
  db: Db,
  fromIds: readonly string[],
): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ task_id: string; depends_on_task_id: string }>`
    with recursive reached as (
      select task_id, depends_on_task_id from task_dependencies where task_id = any(${[...fromIds]}::uuid[])
      union
      select d.task_id, d.depends_on_task_id from task_dependencies d
      join reached r on d.task_id = r.depends_on_task_id
    ) select task_id, depends_on_task_id from reached`.execute(db);
  const edges = new Map<string, string[]>();
  for (const row of rows) {
    edges.set(row.task_id, [...(edges.get(row.task_id) ?? []), row.depends_on_task_id]);
  }
  return edges;
}
