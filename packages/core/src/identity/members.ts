import type { Member, Role } from '@overmind/contracts/entities/user';
import { AppError, notFound } from '@overmind/contracts/errors';
import { findUserRow } from '@overmind/db/queries/identity/users';
import {
  deleteMember,
  listMemberRows,
  lockOwners,
  upsertMember,
} from '@overmind/db/queries/projects/members';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { type Write, write } from '../write.ts';
import { revoke } from './sessions.ts';

export const listMembers = (core: Core, projectId: string): Promise<Member[]> =>
  listMemberRows(core.db, projectId);

async function keepAnOwner(w: Write, projectId: string, userId: string): Promise<void> {
  const owners = await lockOwners(w.tx, projectId);
  if (owners.length !== 1 || owners[0] !== userId) return;
  throw new AppError('rule_violated', 'This is the last owner. Make someone else an owner first.', {
    rule: 'project.last_owner',
  });
}

export async function putMember(
  core: Core,
  call: Call,
  projectId: string,
  userId: string,
  role: Role,
): Promise<Member> {
  return write(core, call, async (w) => {
    const user = await findUserRow(w.tx, userId);
    if (!user) throw notFound('user');
    if (role !== 'owner') await keepAnOwner(w, projectId, userId);
    await upsertMember(w.tx, projectId, userId, role);
    w.audit('member.set', userId, projectId, { role });
    revoke(w, { kind: 'member', userId, projectId });
    return { user_id: userId, email: user.email, display_name: user.display_name, role };
  });
}

export async function removeMember(core: Core, call: Call, projectId: string, userId: string): Promise<void> {
  await write(core, call, async (w) => {
    await keepAnOwner(w, projectId, userId);
    if (!(await deleteMember(w.tx, projectId, userId))) throw notFound('member');
    w.audit('member.removed', userId, projectId);
    revoke(w, { kind: 'member', userId, projectId });
  });
}
