import { AppError } from '@overmind/contracts/errors';
import { newId } from '@overmind/db/database';
import { replaceSetupToken, takeSetupToken } from '@overmind/db/queries/identity/sessions';
import { hasAnyAdmin, insertUser } from '@overmind/db/queries/identity/users';
import { type Call, systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { type Write, write } from '../write.ts';
import { refuseCommonPassword } from './common-passwords.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { openSession, type SignedIn } from './sign-in.ts';

const tokenLifeMs = 15 * 60_000;

export const needsSetup = async (core: Core): Promise<boolean> => !(await hasAnyAdmin(core.db));

/** A fresh one-time token for the first administrator, good for 15 minutes; null when there is one already. */
export async function offerSetup(core: Core): Promise<string | null> {
  if (!(await needsSetup(core))) return null;
  const token = newSecret('omx');
  await write(core, systemCall, async (w) => {
    await replaceSetupToken(w.tx, hashSecret(token), new Date(Date.now() + tokenLifeMs));
  });
  return token;
}

interface Administrator {
  email: string;
  passwordHash: string;
  displayName: string;
}

async function insertAdministrator(w: Write, admin: Administrator) {
  const user = await insertUser(w.tx, {
    id: newId(),
    email: admin.email,
    passwordHash: admin.passwordHash,
    displayName: admin.displayName.trim() || (admin.email.split('@')[0] ?? admin.email),
    isAdmin: true,
  });
  if (!user) throw new AppError('conflict', 'Someone has this e-mail already.');
  w.audit('user.created', user.id, null, { email: user.email, is_admin: true });
  return user;
}

export async function completeSetup(
  core: Core,
  call: Call,
  input: { token: string; email: string; password: string; display_name: string; userAgent: string | null },
): Promise<SignedIn> {
  refuseCommonPassword(input.password, input.email);
  const passwordHash = await core.hasher.hash(input.password);
  return write(core, { ...call, idempotency: null }, async (w) => {
    const isGood = await takeSetupToken(w.tx, hashSecret(input.token));
    if (!isGood || (await hasAnyAdmin(w.tx))) {
      throw new AppError(
        'gone',
        'This link was used or is older than 15 minutes. Restart the server for a new one.',
      );
    }
    const user = await insertAdministrator(w, {
      email: input.email,
      passwordHash,
      displayName: input.display_name,
    });
    return openSession(core, w, user, input.userAgent);
  });
}

/** Makes the first administrator from the environment, once; later starts change nothing. */
export async function ensureAdministrator(
  core: Core,
  input: { email: string; password: string },
): Promise<void> {
  if (!(await needsSetup(core))) return;
  refuseCommonPassword(input.password, input.email);
  const passwordHash = await core.hasher.hash(input.password);
  await write(core, systemCall, async (w) => {
    if (await hasAnyAdmin(w.tx)) return;
    await insertAdministrator(w, { email: input.email, passwordHash, displayName: '' });
  });
}
