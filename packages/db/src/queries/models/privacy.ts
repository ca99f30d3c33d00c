import type { AgentConfig } from '@overmind/contracts/entities/agent';
import type { ModelCallScope } from '@overmind/contracts/entities/model';
import type { TaskType } from '@overmind/contracts/entities/task';
import { sql } from 'kysely';
import type { Db } from '../../database.ts';

export interface WorkRules {
  /** Null: there is no such project. */
  settings: unknown;
  default_repo_path: string | null;
  /** Of the agent that does the work; null where none does. */
  agent_config: AgentConfig | null;
  /** Of the task that is named. */
  task_type: TaskType | null;
}

/** Where the project and its agents work. */
export async function listRepositoriesOf(db: Db, projectId: string): Promise<string[]> {
  const { rows } = await sql<{ path: string }>`
    select default_repo_path as path from projects where id = ${projectId} and default_repo_path is not null
    union
    select config ->> 'repo_path' from agents
    where project_id = ${projectId} and removed_at is null and config ->> 'repo_path' is not null`.execute(
    db,
  );
  return rows.map(({ path }) => path);
}

/** What the project and the agent of a call say about models. */
export async function findWorkRules(
  db: Db,
  { project_id, task_id, agent_id }: Pick<ModelCallScope, 'project_id' | 'task_id' | 'agent_id'>,
): Promise<WorkRules> {
  const { rows } = await sql<WorkRules>`
    select p.settings, p.default_repo_path, a.config as agent_config, t.type as task_type
    from (select 1) one
    left join tasks t on t.id = ${task_id}::uuid
    left join projects p on p.id = coalesce(${project_id}::uuid, t.project_id)
    left join agents a on a.id = coalesce(${agent_id}::uuid, t.assigned_agent_id)`.execute(db);
  return rows[0] ?? { settings: null, default_repo_path: null, agent_config: null, task_type: null };
}
