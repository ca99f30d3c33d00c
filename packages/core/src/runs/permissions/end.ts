import type { Permission } from '@overmind/contracts/entities/permission';
import {
  listPendingOfRun,
  lockPermission,
  type PermissionRow,
  toPermission,
  updatePermissionRow,
} from '@overmind/db/queries/execution/permissions';
import type { RunRow } from '@overmind/db/queries/execution/runs';
import { sql } from 'kysely';
import type { Write } from '../../write.ts';
import { closeQuestion } from './chat.ts';

export interface PermissionEnd {
  status: Exclude<Permission['status'], 'pending'>;
  option_id: string | null;
  /** Null where no person decided. */
  userId: string | null;
}

/** Ends a locked request and tells of it; its run is the caller's to mend. */
export async function endPermission(
  w: Write,
  permission: PermissionRow,
  outcome: PermissionEnd,
): Promise<Permission> {
  const { status, option_id, userId } = outcome;
  const row = await updatePermissionRow(w.tx, permission.id, {
    ...{ status, option_id, decided_by_user_id: userId },
    decided_at: sql<Date>`clock_timestamp()`,
  });
  await closeQuestion(w, permission);
  const settled = toPermission(row);
  w.emit(row.project_id, 'agent.run.permission.decided', row.id, settled);
  w.audit('run.permission.decided', row.id, row.project_id, { run_id: row.run_id, status, option_id });
  return settled;
}

export const withdrawal: PermissionEnd = { status: 'withdrawn', option_id: null, userId: null };

/** A run that ends asks for nothing any more. */
export async function withdrawPermissionsOf(w: Write, run: Pick<RunRow, 'id'>): Promise<void> {
  for (const { id } of await listPendingOfRun(w.tx, run.id)) {
    const permission = await lockPermission(w.tx, id);
    if (permission?.status === 'pending') await endPermission(w, permission, withdrawal);
  }
}
