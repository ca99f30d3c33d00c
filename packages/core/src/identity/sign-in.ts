import { AppError } from '@overmind/contracts/errors';
import type { login } from '@overmind/contracts/routes/auth';
import type { ReplyOf } from '@overmind/contracts/routes/route';
import { iso } from '@overmind/db/database';
import { failGuess, takeBackFailures } from '@overmind/db/queries/identity/guesses';
import { insertSession } from '@overmind/db/queries/identity/sessions';
import { findUserByEmail } from '@overmind/db/queries/identity/users';
import type { RowOf } from '@overmind/db/schema';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { type Write, write } from '../write.ts';
import { awaitGuess } from './guesses.ts';
import { hashSecret, newSecret } from './secrets.ts';

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

/** The same answer, after the same time, for a wrong user and a wrong password. */
export async function signIn(
  core: Core,
  call: Call,
  input: { email: string; password: string; userAgent: string | null },
): Promise<SignedIn> {
  const account = input.email.trim().toLowerCase();
  const guesser = { account, address: call.address ?? '' };
  const guessId = await awaitGuess(core, guesser);
  const user = await findUserByEmail(core.db, account);
  const isRight = await core.hasher.verify(user?.password_hash ?? null, input.password);
  if (!user || !isRight || !user.is_active) {
    await failGuess(core.db, guessId);
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
    await takeBackFailures(w.tx, guesser, guessId);
    return openSession(core, w, user, input.userAgent);
  });
}
