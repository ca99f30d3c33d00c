import type {
  Permission,
  PermissionDecision,
  PermissionOption,
} from '@overmind/contracts/entities/permission';
import { AppError, notFound } from '@overmind/contracts/errors';
import {
  findPermissionRow,
  lockPermission,
  type PermissionRow,
  toPermission,
} from '@overmind/db/queries/execution/permissions';
import { findUserRow } from '@overmind/db/queries/identity/users';
import { topics } from '../../bus/bus.ts';
import { type Call, userIdOf } from '../../call.ts';
import type { Core } from '../../core.ts';
import type { RunnerCommand } from '../../runners/command.ts';
import { type Write, write } from '../../write.ts';
import { lockRunWithTask } from '../settle.ts';
import { settlePermission } from './settle.ts';

const preferred = {
  allow: ['allow_once', 'allow_always'],
  deny: ['reject_once', 'reject_always'],
} as const satisfies Record<string, readonly PermissionOption['kind'][]>;

interface Verdict {
  status: 'allowed' | 'denied';
  option_id: string | null;
}

/** Which of the offered options a decision means; a denial needs none. */
function verdictOf({ options }: PermissionRow, decision: PermissionDecision): Verdict {
  if ('option_id' in decision) {
    const option = options.find(({ id }) => id === decision.option_id);
    if (!option) throw unknownOption(options);
    return { status: option.kind.startsWith('allow') ? 'allowed' : 'denied', option_id: option.id };
  }
  const fitting = preferred[decision.decision].flatMap((kind) =>
    options.filter((each) => each.kind === kind),
  );
  const option = fitting[0] ?? null;
  if (decision.decision === 'allow' && option === null) throw unknownOption(options);
  return { status: decision.decision === 'allow' ? 'allowed' : 'denied', option_id: option?.id ?? null };
}

const unknownOption = (options: readonly PermissionOption[]): AppError => {
  const offered = options.map(({ id, name }) => `${id} (${name})`).join(', ');
  return new AppError('invalid', `The agent does not offer this. It offers: ${offered}.`, {
    errors: [{ pointer: '/option_id', detail: 'Choose one of the options offered.' }],
  });
};

/** Says why a request that was settled before cannot be decided otherwise. */
async function tellSettled(w: Write, permission: PermissionRow): Promise<AppError> {
  const { status } = permission;
  if (status === 'expired')
    return new AppError(
      'conflict',
      'Nobody answered in time, so it was denied. The agent went on without it.',
    );
  if (status === 'withdrawn')
    return new AppError('conflict', 'The agent does not ask for this any more; there is nothing to decide.');
  const decider =
    permission.decided_by_user_id === null ? null : await findUserRow(w.tx, permission.decided_by_user_id);
  return new AppError('conflict', `${decider?.display_name ?? 'Someone'} has ${status} this already.`);
}

/** Decides in a transaction under way. The same decision again changes nothing; another one is refused. */
export async function decideIn(
  w: Write,
  permissionId: string,
  decision: PermissionDecision,
): Promise<Permission> {
  const found = await findPermissionRow(w.tx, permissionId);
  if (!found) throw notFound('permission request');
  const { run, task } = await lockRunWithTask(w, found.run_id);
  const permission = (await lockPermission(w.tx, permissionId)) ?? found;
  if (permission.status === 'expired' || permission.status === 'withdrawn')
    throw await tellSettled(w, permission);
  const verdict = verdictOf(permission, decision);
  if (permission.status !== 'pending') {
    const isSame = permission.status === verdict.status && permission.option_id === verdict.option_id;
    if (!isSame) throw await tellSettled(w, permission);
    return toPermission(permission);
  }
  const settled = await settlePermission(
    w,
    { run, task, permission },
    { ...verdict, userId: userIdOf(w.call) },
  );
  if (run.runner_id !== null) {
    const command: RunnerCommand = { kind: 'permission', request_id: permissionId };
    w.publish(topics.runner(run.runner_id), JSON.stringify(command));
  }
  return settled;
}

/** Allows or denies what the coding agent of a run asks leave for; the runner is told through whichever node holds it. */
export async function decidePermission(
  core: Core,
  call: Call,
  { runId, requestId }: { runId: string; requestId: string },
  decision: PermissionDecision,
): Promise<Permission> {
  return write(core, call, async (w) => {
    const found = await findPermissionRow(w.tx, requestId);
    if (found?.run_id !== runId) throw notFound('permission request');
    return decideIn(w, requestId, decision);
  });
}
