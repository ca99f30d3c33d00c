import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type { User } from '@overmind/contracts/entities/user';
import { AppError, notFound } from '@overmind/contracts/errors';
import { newId } from '@overmind/db/database';
import { deleteSessionsOf } from '@overmind/db/queries/identity/sessions';
import {
  countActiveAdmins,
  findUserRow,
  insertUser,
  listUserPage,
  updateUserRow,
} from '@overmind/db/queries/identity/users';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { write } from '../write.ts';
import { refuseCommonPassword } from './common-passwords.ts';
import { revoke } from './sessions.ts';

export const listUsers = (core: Core, page: PageQuery): Promise<Page<User>> => listUserPage(core.db, page);

export async function createUser(
  core: Core,
  call: Call,
  input: { email: string; password: string; display_name?: string | undefined; is_admin: boolean },
): Promise<User> {
  refuseCommonPassword(input.password, input.email);
  const passwordHash = await core.hasher.hash(input.password);
  // No key: its fingerprint would be a fast hash of the password.
  return write(core, { ...call, idempotency: null }, async (w) => {
    const user = await insertUser(w.tx, {
      id: newId(),
      email: input.email,
      passwordHash,
      displayName: input.display_name ?? input.email.split('@')[0] ?? input.email,
      isAdmin: input.is_admin,
    });
    if (!user) throw new AppError('conflict', 'Someone has this e-mail already.');
    w.audit('user.created', user.id, null, { email: user.email, is_admin: user.is_admin });
    return user;
  });
}

interface UserChange {
  display_name?: string | undefined;
  is_admin?: boolean | undefined;
  is_active?: boolean | undefined;
  password?: string | undefined;
}

/** An installation keeps at least one active administrator. */
export async function updateUser(core: Core, call: Call, id: string, input: UserChange): Promise<User> {
  const { password, ...fields } = input;
  const passwordHash = password === undefined ? undefined : await core.hasher.hash(password);
  return write(core, { ...call, idempotency: null }, async (w) => {
    const before = await findUserRow(w.tx, id);
    if (!before) throw notFound('user');
    if (password !== undefined) refuseCommonPassword(password, before.email);
    const admins = await countActiveAdmins(w.tx);
    const losesAdmin =
      before.is_admin && before.is_active && (input.is_admin === false || input.is_active === false);
    if (losesAdmin && admins === 1) {
      throw new AppError('rule_violated', 'This is the last administrator. Make another one first.', {
        rule: 'user.last_admin',
      });
    }
    const change = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    const user = await updateUserRow(w.tx, id, {
      ...change,
      ...(passwordHash === undefined ? {} : { password_hash: passwordHash }),
      is_active: input.is_active ?? before.is_active,
    });
    if (input.is_active === false || passwordHash !== undefined || input.is_admin === false) {
      await deleteSessionsOf(w.tx, id, null);
      revoke(w, { kind: 'user', id });
    }
    w.audit('user.updated', id, null, { fields: Object.keys(input) });
    if (!user) throw notFound('user');
    return user;
  });
}
