import type { Permission } from '@overmind/contracts/entities/permission';
import { listPendingOfRun, type PermissionRow } from '@overmind/db/queries/execution/permissions';
import { type RunRow, updateRunRow } from '@overmind/db/queries/execution/runs';
import type { TaskRow } from '@overmind/db/queries/work/tasks';
import type { Write } from '../../write.ts';
import { emitRun } from '../end.ts';
import { askNextInChat } from './chat.ts';
import { endPermission, type PermissionEnd } from './end.ts';

/** Gives a pending request of a locked run its end, and tells of it; the run waits on only while another is pending. */
export async function settlePermission(
  w: Write,
  { run, task, permission }: { run: RunRow; task: TaskRow; permission: PermissionRow },
  outcome: PermissionEnd,
): Promise<Permission> {
  const settled = await endPermission(w, permission, outcome);
  const { title, run_id, status, option_id } = settled;
  const option = permission.options.find(({ id }) => id === option_id)?.name ?? null;
  await w.taskEvent(run.project_id, {
    ...{ task_id: task.id, event_type: 'intervention' },
    payload: { permission_id: permission.id, run_id, title, status, option },
  });
  const isWaiting = (await listPendingOfRun(w.tx, run.id)).length > 0;
  if (run.is_waiting && !isWaiting)
    emitRun(w, 'agent.run.updated', await updateRunRow(w.tx, run.id, { is_waiting: false }));
  w.lastly(() => askNextInChat(w, run, task));
  return settled;
}
