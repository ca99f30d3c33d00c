import { createTestDatabase } from '@overmind/testing/postgres';
import { type Client, Pool, type PoolClient, types } from 'pg';
import { newId } from '../database.ts';

export interface TestRows extends AsyncDisposable {
  pool: Pool;
  url: string;
  stop(): Promise<void>;
}

/** A migrated database with a pool that speaks plain SQL. The caller stops it. */
export async function startTestRows(): Promise<TestRows> {
  const database = await createTestDatabase();
  const pool = new Pool({ connectionString: database.url, max: 20, types });
  const stop = async () => {
    await pool.end();
    await database.drop();
  };
  return { pool, url: database.url, stop, [Symbol.asyncDispose]: stop };
}

type Sql = Pool | PoolClient | Client;

/** Inserts a row as it is given, under a fresh id; answers the id. */
export async function insert(sql: Sql, table: string, row: Record<string, unknown>): Promise<string> {
  const full = { id: newId(), ...row };
  const names = Object.keys(full);
  const places = names.map((_, index) => `$${index + 1}`);
  await sql.query(`insert into ${table} (${names}) values (${places})`, Object.values(full));
  return full.id;
}

export async function insertProject(sql: Sql): Promise<string> {
  const id = newId();
  await insert(sql, 'projects', { id, key: id, name: 'Shop' });
  await sql.query('insert into project_counters (project_id) values ($1)', [id]);
  await sql.query('insert into project_task_counters (project_id) values ($1)', [id]);
  return id;
}

export const insertAgent = (sql: Sql, project_id: string, row: Record<string, unknown> = {}) =>
  insert(sql, 'agents', { project_id, name: newId(), role: 'backend', type: 'local', config: '{}', ...row });

let number = 0;

export function insertTask(sql: Sql, project_id: string, row: Record<string, unknown> = {}): Promise<string> {
  number += 1;
  const plain = { type: 'code_change', priority: 3, requested_by: 'api' };
  return insert(sql, 'tasks', {
    project_id,
    number,
    key: `SHOP-${number}`,
    title: 'Do it',
    ...plain,
    ...row,
  });
}

export interface Work {
  projectId: string;
  agentId: string;
  taskId: string;
}

/** A queued task of an enabled agent. */
export async function insertWork(sql: Sql): Promise<Work> {
  const projectId = await insertProject(sql);
  const agentId = await insertAgent(sql, projectId);
  const taskId = await insertTask(sql, projectId, { assigned_agent_id: agentId });
  return { projectId, agentId, taskId };
}

let attempt = 0;

export function insertRun(sql: Sql, work: Work, row: Record<string, unknown> = {}): Promise<string> {
  attempt += 1;
  const owners = { project_id: work.projectId, agent_id: work.agentId, task_id: work.taskId };
  return insert(sql, 'agent_runs', { ...owners, attempt, payload: '{}', repo_path: '/shop', ...row });
}

export const startRun = (sql: Sql, runId: string) =>
  sql.query(`update agent_runs set status = 'started', started_at = now() where id = $1`, [runId]);

export const endRun = (sql: Sql, runId: string, status: string, reason: string) =>
  sql.query(`update agent_runs set status = $2, reason = $3, finished_at = now() where id = $1`, [
    ...[runId, status, reason],
  ]);

export const setStatus = (sql: Sql, taskId: string, status: string) =>
  sql.query('update tasks set status = $2 where id = $1', [taskId, status]);

/** Blocks a task as it has to be done: with the event that says why, in one transaction. */
export async function block(
  sql: Sql,
  taskId: string,
  payload: object = { to: 'blocked', reason: 'No key.' },
) {
  const event = [newId(), taskId, JSON.stringify(payload)];
  await sql.query(
    `insert into task_events (id, task_id, event_type, payload, actor) values ($1, $2, 'status_changed', $3, 'me')`,
    event,
  );
  await setStatus(sql, taskId, 'blocked');
}

/** Runs `work` as one transaction on a connection of its own. */
export async function transaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
