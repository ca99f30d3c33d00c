import { AppError } from '@overmind/contracts/errors';
import type { login } from '@overmind/contracts/routes/auth';
import type { ReplyOf } from '@overmind/contracts/routes/route';
import { iso } from '@overmind/db/database';
import {
  countRecentFailures,
  deleteFailures,
  insertFailure,
  insertSession,
} from '@overmind/db/queries/identity/sessions';
import { findUserByEmail } from '@overmind/db/queries/identity/users';
import type { RowOf } from '@overmind/db/schema';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { type Write, write } from '../write.ts';
import { hashSecret, newSecret } from './secrets.ts';

const maxFailures = 10;
const windowMs = 15 * 60_000;

export type SignedIn = ReplyOf<typeof login>;

/** Opens a session for a user who has proven who they are. */
export async function openSession(
  core: Core,
  w: Write,
  user: Pick<RowOf<'users'>, 'id' | 'email' | 'is_admin' | 'display_name'>,
  userAgent: string | null,
): Promise<SignedIn> {
  const token = newSecret('oms');
  const session = await insertSession(w.tx, {
    userId: user.id,
    tokenHash: hashSecret(token),
    expiresAt: new Date(Date.now() + core.settings.sessionMaxMs),
    userAgent: userAgent?.slice(0, 300) ?? null,
  });
  w.audit('session.opened', session.id, null, { user_id: user.id });
  const { id, email, is_admin, display_name } = user;
  return { token, expires_at: iso(session.expires_at), user: { id, email, is_admin, display_name } };
}

async function refuseGuessing(core: Core, account: string, address: string): Promise<void> {
  if ((await countRecentFailures(core.db, account, address, windowMs)) < maxFailures) return;
  throw new AppError('rate_limited', 'Too many failed sign-ins. Wait a quarter of an hour and try again.', {
    retryAfterS: windowMs / 1000,
  });
}

/** The same answer, after the same time, for a wrong user and a wrong password. */
export async function signIn(
  core: Core,
  call: Call,
  input: { email: string; password: string; userAgent: string | null },
): Promise<SignedIn> {
  const account = input.email.trim().toLowerCase();
  const address = call.address ?? '';
  await refuseGuessing(core, account, address);
  const user = await findUserByEmail(core.db, account);
  const isRight = await core.hasher.verify(user?.password_hash ?? null, input.password);
  // Guesses sent all at once waited here for their turn; those after the tenth failure learn nothing.
  await refuseGuessing(core, account, address);
  if (!user || !isRight || !user.is_active) {
    await insertFailure(core.db, account, address);
    throw new AppError('unauthenticated', 'The e-mail or the password is wrong.');
  }
  const actor = {
    kind: 'user',
    userId: user.id,
    isAdmin: user.is_admin,
    sessionId: null,
    tokenId: null,
    scopes: [],
    onlyProjectId: null,
  } as const;
  return write(core, { ...call, actor, idempotency: null }, async (w) => {
    await deleteFailures(w.tx, account, address);
    return openSession(core, w, user, input.userAgent);
  });
}
