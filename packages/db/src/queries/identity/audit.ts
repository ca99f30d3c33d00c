import { type Db, newId, toJson } from '../../database.ts';

export interface AuditEntry {
  actor: string;
  address: string | null;
  action: string;
  entityId: string | null;
  projectId: string | null;
  detail: Record<string, unknown>;
}

export async function insertAudit(db: Db, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await db
    .insertInto('audit_log')
    .values(
      entries.map((entry) => ({
        id: newId(),
        actor: entry.actor,
        address: entry.address,
        action: entry.action,
        entity_id: entry.entityId,
        project_id: entry.projectId,
        detail: toJson(entry.detail),
      })),
    )
    .execute();
}
