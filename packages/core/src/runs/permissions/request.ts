import type { Permission, PermissionAsk } from '@overmind/contracts/entities/permission';
import { AppError } from '@overmind/contracts/errors';
import { toJson } from '@overmind/db/database';
import {
  findPermissionRow,
  insertPermission,
  listPendingOfRun,
  toPermission,
} from '@overmind/db/queries/execution/permissions';
import { type RunPayload, type RunRow, updateRunRow } from '@overmind/db/queries/execution/runs';
import type { TaskRow } from '@overmind/db/queries/work/tasks';
import { sql } from 'kysely';
import type { Call } from '../../call.ts';
import type { Core } from '../../core.ts';
import { type Write, write } from '../../write.ts';
import { requireLease } from '../complete.ts';
import { emitRun } from '../end.ts';
import { lockRunWithTask } from '../settle.ts';
import { toStorable } from '../storable.ts';
import { askNextInChat } from './chat.ts';

/** As many requests of one run as may wait at once. */
const maxPending = 100;

/**
 * A coding agent asks for leave: its run waits for a person. Said again it is the same request, whatever has become of
 * it.
 */
export async function requestPermission(
  core: Core,
  call: Call,
  input: { runId: string; leaseToken: string; ask: PermissionAsk },
): Promise<Permission> {
  return write(core, call, async (w) => {
    const { run, task } = await lockRunWithTask(w, input.runId);
    requireLease(w, run, input.leaseToken);
    const known = await findPermissionRow(w.tx, input.ask.id);
    if (known?.run_id === run.id) return toPermission(known);
    if (known) throw new AppError('conflict', 'Another run asked for leave under this id.');
    await requireRoom(w, run);
    const permission = await store(w, run, task, toStorable(input.ask));
    w.emit(run.project_id, 'agent.run.permission.requested', permission.id, permission);
    if (!run.is_waiting)
      emitRun(w, 'agent.run.updated', await updateRunRow(w.tx, run.id, { is_waiting: true }));
    w.lastly(() => askNextInChat(w, run, task));
    return permission;
  });
}

async function requireRoom(w: Write, run: RunRow): Promise<void> {
  if ((await listPendingOfRun(w.tx, run.id)).length < maxPending) return;
  throw new AppError('rule_violated', `This run waits for ${maxPending} answers already.`, {
    rule: 'run.permissions',
  });
}

async function store(w: Write, run: RunRow, task: TaskRow, ask: PermissionAsk): Promise<Permission> {
  const row = await insertPermission(w.tx, {
    ...{ id: ask.id, project_id: run.project_id, task_id: task.id, run_id: run.id },
    ...{ tool_call_id: ask.tool_call_id, title: ask.title, detail: ask.detail },
    options: toJson(ask.options),
    expires_at: expiryOf(run, ask),
  });
  if (!row) throw new AppError('conflict', 'Another run asked for leave under this id.');
  return toPermission(row);
}

/** The runner's own time-out decides; its clock may be off, so what is shown never departs from ours by more. */
function expiryOf(run: RunRow, { expires_at }: PermissionAsk) {
  const { permission_timeout_s: timeoutS = 600 } = (run.payload as unknown as RunPayload).agent.config;
  const latest = sql`clock_timestamp() + ${timeoutS} * interval '1 second'`;
  return sql<Date>`case when ${expires_at}::timestamptz > clock_timestamp()
    then least(${expires_at}::timestamptz, ${latest}) else ${latest} end`;
}
