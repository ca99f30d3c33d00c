import type { TaskType } from '@overmind/contracts/entities/task';
import { sql } from 'kysely';
import type { Db, Tx } from '../../database.ts';

/** A queued task as far as scheduling looks at it. */
export interface Candidate {
  id: string;
  key: string;
  title: string;
  type: TaskType;
  priority: number;
  status_reason: string | null;
  assigned_agent_id: string | null;
  not_before: Date | null;
  created_at: Date;
}

const columns = sql`t.id, t.key, t.title, t.type, t.priority, t.status_reason, t.assigned_agent_id,
  t.not_before, t.created_at`;

/** The agents, removed ones too, that ready queued tasks are assigned to; null stands for nobody, always last. */
export async function listAgentsWithReadyTasks(db: Db, projectId: string): Promise<(string | null)[]> {
  // Steps from one agent to the next in the index: the cost is in agents, not in tasks.
  const { rows } = await sql<{ id: string | null }>`
    with recursive found (id) as (
      (select assigned_agent_id from tasks where project_id = ${projectId} and status = 'queued' and is_ready
        order by assigned_agent_id limit 1)
      union all
      select (select t.assigned_agent_id from tasks t where t.project_id = ${projectId} and t.status = 'queued'
        and t.is_ready and t.assigned_agent_id > found.id order by t.assigned_agent_id limit 1)
      from found where found.id is not null
    ) select id from found`.execute(db);
  return rows.map((row) => row.id);
}

export interface CandidateQuery {
  projectId: string;
  agentIds: readonly (string | null)[];
  /** As many of each agent and priority, the oldest first. */
  perGroup: number;
  now: Date;
}

/** Ready queued tasks whose time has come and that have no live run. */
export async function listCandidates(db: Db, query: CandidateQuery): Promise<Candidate[]> {
  const { projectId, agentIds, perGroup, now } = query;
  const ofAgent = (agent: ReturnType<typeof sql>) => sql`
    select ${columns} from tasks t
    where t.project_id = ${projectId} and t.status = 'queued' and t.is_ready and ${agent}
      and t.priority = p.priority and (t.not_before is null or t.not_before <= ${now})
      and not exists (select from agent_runs r where r.task_id = t.id
        and r.status in ('queued', 'started', 'streaming'))
    order by t.created_at, t.id limit ${perGroup}`;
  const priorities = sql`(values (1::smallint), (2), (3), (4), (5)) as p (priority)`;
  const { rows } = await sql<Candidate>`
    select c.* from unnest(${agentIds.filter((id) => id !== null)}::uuid[]) as a (id) cross join ${priorities}
      cross join lateral (${ofAgent(sql`t.assigned_agent_id = a.id`)}) c
    union all
    select c.* from ${priorities} cross join lateral (${ofAgent(sql`t.assigned_agent_id is null`)}) c
      where ${agentIds.includes(null)}`.execute(db);
  return rows;
}

/** Queued tasks that wait for their time, the first to come first. */
export async function listTimedTasks(
  db: Db,
  projectId: string,
  now: Date,
  limit: number,
): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select ${columns} from tasks t
    where t.project_id = ${projectId} and t.status = 'queued' and t.is_ready and t.not_before > ${now}
    order by t.not_before limit ${limit}`.execute(db);
  return rows;
}

/** Queued tasks that wait for others, the most urgent first. */
export async function listWaitingTasks(db: Db, projectId: string, limit: number): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select ${columns} from tasks t
    where t.project_id = ${projectId} and t.status = 'queued' and not t.is_ready
    order by t.priority, t.created_at, t.id limit ${limit}`.execute(db);
  return rows;
}

/** Forgets times that have passed, so that what is still timed is what is still to come. */
export async function clearPassedTimers(tx: Tx, projectId: string, now: Date): Promise<void> {
  await sql`
    update tasks set not_before = null
    where project_id = ${projectId} and status = 'queued' and not_before <= ${now}`.execute(tx);
}

/** Open tasks that may ask for the same, the oldest first. */
export async function listAlikeTasks(db: Db, projectId: string, dedupeKey: string, limit: number) {
  return db
    .selectFrom('tasks')
    .select(['id', 'key', 'title', 'status'])
    .where('project_id', '=', projectId)
    .where('dedupe_key', '=', dedupeKey)
    .where('status', 'in', ['queued', 'in_progress', 'blocked', 'needs_review'])
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** A project whose last cycle failed rests, so that a cycle that always fails is not tried without end. */
const restAfterFailureSeconds = 300;

/** Projects in which something is due that nobody was woken for. */
export async function listDueProjects(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from projects p where p.archived_at is null
      and not exists (select from orchestrator_cycles c where c.project_id = p.id
        and c.state not in ('cycle.completed', 'cycle.failed'))
      and not exists (select from (select c.state, c.finished_at from orchestrator_cycles c
          where c.project_id = p.id order by c.created_at desc, c.id desc limit 1) last
        where last.state = 'cycle.failed'
          and last.finished_at > clock_timestamp() - ${restAfterFailureSeconds} * interval '1 second')
      and (
        exists (select from task_looks l where l.project_id = p.id)
        or exists (select from tasks t where t.project_id = p.id and t.status = 'queued'
          and t.not_before <= clock_timestamp())
        or exists (select from requests r where r.project_id = p.id and r.status = 'received'
          and r.intent = 'create_tasks'))
    limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}

/** Projects with work that waits for a runner. */
export async function listProjectsWithQueuedTasks(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from projects p where p.archived_at is null
      and exists (select from tasks t where t.project_id = p.id and t.status = 'queued')
    limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}
