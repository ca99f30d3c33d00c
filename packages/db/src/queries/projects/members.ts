import type { Member, Role } from '@overmind/contracts/entities/user';
import type { ProjectEntity } from '@overmind/contracts/routes/route';
import { sql } from 'kysely';
import type { Db, Tx } from '../../database.ts';

const ownerTables = {
  agent: 'agents',
  task: 'tasks',
  run: 'agent_runs',
  conversation: 'conversations',
  cycle: 'orchestrator_cycles',
  artifact: 'artifacts',
  merge: 'merges',
  comment: 'review_comments',
  recording: 'recordings',
  correction: 'corrections',
  discussion: 'discussions',
  spec: 'specs',
} as const satisfies Partial<Record<ProjectEntity, string>>;

/** The project an entity belongs to and the user's role there; null when either is missing. */
export async function findAccess(
  db: Db,
  userId: string,
  entity: ProjectEntity,
  id: string,
): Promise<{ projectId: string; role: Role } | null> {
  const owner =
    entity === 'project'
      ? sql`select ${id}::uuid as project_id`
      : entity === 'message'
        ? sql`select c.project_id from messages e join conversations c on c.id = e.conversation_id where e.id = ${id}`
        : sql`select project_id from ${sql.table(ownerTables[entity])} where id = ${id}`;
  const { rows } = await sql<{ project_id: string; role: Role }>`
    select m.project_id, m.role from (${owner}) o
    join project_members m on m.project_id = o.project_id and m.user_id = ${userId}`.execute(db);
  const row = rows[0];
  return row ? { projectId: row.project_id, role: row.role } : null;
}

export async function listMemberRows(db: Db, projectId: string): Promise<Member[]> {
  return db
    .selectFrom('project_members as m')
    .innerJoin('users as u', 'u.id', 'm.user_id')
    .select(['m.user_id', 'u.email', 'u.display_name', 'm.role'])
    .where('m.project_id', '=', projectId)
    .orderBy('u.email')
    .limit(500)
    .execute();
}

export async function upsertMember(tx: Tx, projectId: string, userId: string, role: Role): Promise<void> {
  await tx
    .insertInto('project_members')
    .values({ project_id: projectId, user_id: userId, role })
    .onConflict((conflict) => conflict.columns(['project_id', 'user_id']).doUpdateSet({ role }))
    .execute();
}

export async function deleteMember(tx: Tx, projectId: string, userId: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('project_members')
    .where('project_id', '=', projectId)
    .where('user_id', '=', userId)
    .returning('user_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The owners, locked so that two of them cannot leave at once. */
export async function lockOwners(tx: Tx, projectId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('project_members')
    .select('user_id')
    .where('project_id', '=', projectId)
    .where('role', '=', 'owner')
    .orderBy('user_id')
    .forUpdate()
    .execute();
  return rows.map((row) => row.user_id);
}
