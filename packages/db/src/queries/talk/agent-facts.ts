import { sql } from 'kysely';
import type { Db } from '../../database.ts';

export interface AgentFactsRow {
  name: string;
  role: string;
  is_enabled: boolean;
  running: number;
  queued: number;
}

/** The agents of a project, with how much each has to do. */
export async function listAgentFacts(db: Db, projectId: string): Promise<AgentFactsRow[]> {
  const { rows } = await sql<AgentFactsRow>`
    with work as (
      select assigned_agent_id as id, count(*) filter (where status = 'in_progress')::int as running,
        count(*) filter (where status = 'queued')::int as queued
      from tasks where project_id = ${projectId} and status in ('in_progress', 'queued') group by 1)
    select a.name, a.role, a.is_enabled, coalesce(w.running, 0) as running, coalesce(w.queued, 0) as queued
    from agents a left join work w on w.id = a.id
    where a.project_id = ${projectId} and a.removed_at is null
    order by a.created_at, a.id limit 200`.execute(db);
  return rows;
}
