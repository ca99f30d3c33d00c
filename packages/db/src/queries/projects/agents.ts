import { type Agent, AgentConfig, type NewAgent } from '@overmind/contracts/entities/agent';
import { sql } from 'kysely';
import { type Db, iso, newId, type Tx, toJson } from '../../database.ts';
import type { ChangeOf, RowOf } from '../../schema.ts';

export const toAgent = (row: RowOf<'agents'>): Agent => ({
  id: row.id,
  project_id: row.project_id,
  name: row.name,
  role: row.role,
  type: row.type,
  is_enabled: row.is_enabled,
  config: AgentConfig.parse(row.config),
  version: row.version,
  created_at: iso(row.created_at),
  updated_at: iso(row.updated_at),
});

export async function upsertAgent(tx: Tx, projectId: string, agent: NewAgent): Promise<Agent> {
  const fields = {
    role: agent.role,
    type: agent.type,
    is_enabled: agent.is_enabled,
    config: toJson(agent.config),
  };
  const row = await tx
    .insertInto('agents')
    .values({ id: newId(), project_id: projectId, name: agent.name, ...fields })
    .onConflict((conflict) =>
      conflict
        .columns(['project_id', 'name'])
        .where('removed_at', 'is', null)
        .doUpdateSet({ ...fields, version: sql`agents.version + 1` }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
  return toAgent(row);
}

export async function listAgentRows(db: Db, projectId: string): Promise<Agent[]> {
  const rows = await db
    .selectFrom('agents')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('removed_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .limit(200)
    .execute();
  return rows.map(toAgent);
}

export async function findAgent(db: Db, id: string): Promise<Agent | null> {
  const row = await db
    .selectFrom('agents')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row ? toAgent(row) : null;
}

export async function lockAgent(tx: Tx, id: string): Promise<Agent | null> {
  const row = await tx
    .selectFrom('agents')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row ? toAgent(row) : null;
}

export async function updateAgentRow(tx: Tx, id: string, change: ChangeOf<'agents'>): Promise<Agent> {
  const row = await tx
    .updateTable('agents')
    .set({ ...change, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toAgent(row);
}

export async function markAgentRemoved(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('agents')
    .set({ removed_at: sql`now()`, is_enabled: false })
    .where('id', '=', id)
    .execute();
}
