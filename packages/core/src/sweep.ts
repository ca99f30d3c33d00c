import { deleteOldAsks } from '@overmind/db/queries/execution/runners';
import { deleteOldKeys } from '@overmind/db/queries/identity/idempotency';
import { deleteOldFailures, deleteOldSessions } from '@overmind/db/queries/identity/sessions';
import { deleteOldEvents } from '@overmind/db/queries/projects/events';
import type { Core } from './core.ts';

/** Drops what is past its retention, in slices. */
export async function sweep(core: Core): Promise<void> {
  await deleteOldKeys(core.db);
  await deleteOldAsks(core.db);
  await deleteOldFailures(core.db);
  await deleteOldSessions(core.db);
  while ((await deleteOldEvents(core.db, core.settings.eventRetentionDays)) > 0);
}
