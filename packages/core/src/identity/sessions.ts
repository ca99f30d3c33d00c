import type { Session, User } from '@overmind/contracts/entities/user';
import { AppError, notFound } from '@overmind/contracts/errors';
import { iso } from '@overmind/db/database';
import { deleteSession, deleteSessionsOf, listLiveSessions } from '@overmind/db/queries/identity/sessions';
import { findUserRow, toUser, updateUserRow } from '@overmind/db/queries/identity/users';
import { type Revocation, topics } from '../bus/bus.ts';
import type { Actor, Call } from '../call.ts';
import type { Core } from '../core.ts';
import { type Write, write } from '../write.ts';
import { refuseCommonPassword } from './common-passwords.ts';

export type UserActor = Extract<Actor, { kind: 'user' }>;

export function requireUser(call: Call): UserActor {
  if (call.actor.kind === 'user') return call.actor;
  throw new AppError('forbidden', 'Only a person can do this.');
}

/** Closes the sockets that this stood behind, on every node. */
export const revoke = (w: Write, revocation: Revocation): void =>
  w.publish(topics.revoked, JSON.stringify(revocation));

export async function getMe(core: Core, call: Call): Promise<{ user: User; session_id: string | null }> {
  const actor = requireUser(call);
  const row = await findUserRow(core.db, actor.userId);
  if (!row) throw notFound('user');
  return { user: toUser(row), session_id: actor.sessionId };
}

export async function listSessions(core: Core, call: Call): Promise<Session[]> {
  const actor = requireUser(call);
  const rows = await listLiveSessions(core.db, actor.userId, core.settings.sessionIdleMs);
  return rows.map((row) => ({
    id: row.id,
    created_at: iso(row.created_at),
    last_seen_at: iso(row.last_seen_at),
    expires_at: iso(row.expires_at),
    user_agent: row.user_agent,
    is_current: row.id === actor.sessionId,
  }));
}

export async function revokeSession(core: Core, call: Call, id: string): Promise<void> {
  const actor = requireUser(call);
  await write(core, call, async (w) => {
    if (!(await deleteSession(w.tx, actor.userId, id))) throw notFound('session');
    w.audit('session.revoked', id, null);
    revoke(w, { kind: 'session', id });
  });
}

export async function signOut(core: Core, call: Call): Promise<void> {
  const { sessionId } = requireUser(call);
  if (sessionId !== null) await revokeSession(core, call, sessionId);
}

export async function changePassword(
  core: Core,
  call: Call,
  input: { current_password: string; new_password: string },
): Promise<void> {
  const actor = requireUser(call);
  const row = await findUserRow(core.db, actor.userId);
  if (!row || !(await core.hasher.verify(row.password_hash, input.current_password))) {
    throw new AppError('invalid', 'The present password is wrong.', {
      errors: [{ pointer: '/current_password', detail: 'This is not your present password.' }],
    });
  }
  refuseCommonPassword(input.new_password, row.email);
  const passwordHash = await core.hasher.hash(input.new_password);
  await write(core, { ...call, idempotency: null }, async (w) => {
    await updateUserRow(w.tx, row.id, { password_hash: passwordHash });
    for (const id of await deleteSessionsOf(w.tx, row.id, actor.sessionId))
      revoke(w, { kind: 'session', id });
    w.audit('user.password_changed', row.id, null);
  });
}
