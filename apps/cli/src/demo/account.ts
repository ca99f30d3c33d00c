import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '@overmind/contracts/errors';
import { completeSetup, login } from '@overmind/contracts/routes/auth';
import { z } from 'zod';
import { connect } from '../api/session.ts';
import { readTextFile, writePrivateFile } from '../settings/private-file.ts';

const Account = z.object({ email: z.string(), password: z.string() });
export type Account = z.infer<typeof Account>;

export interface DemoSignIn {
  token: string;
  /** The account that was made for the demo; null when somebody else's is used. */
  account: Account | null;
}

const accountFile = (dataDir: string): string => join(dataDir, 'demo', 'account.json');

async function readAccount(dataDir: string): Promise<Account | null> {
  const text = await readTextFile(accountFile(dataDir));
  return text === null ? null : Account.parse(JSON.parse(text));
}

/** A password of its own for each installation; on disk before the account is made, so that it is never lost. */
async function makeAccount(url: string, setupUrl: string, dataDir: string): Promise<DemoSignIn> {
  const account = (await readAccount(dataDir)) ?? {
    email: 'demo@localhost.localdomain',
    password: randomBytes(12).toString('base64url'),
  };
  await writePrivateFile(accountFile(dataDir), JSON.stringify(account));
  const token = new URLSearchParams(new URL(setupUrl).hash.slice(1)).get('token') ?? '';
  const body = { token, ...account, display_name: 'Demo' };
  const made = await connect(url).call(completeSetup, { body });
  return { token: made.token, account };
}

async function signIn(url: string, account: Account): Promise<string | null> {
  try {
    return (await connect(url).call(login, { body: account })).token;
  } catch (error) {
    if (error instanceof AppError && error.code === 'unauthenticated') return null;
    throw error;
  }
}

export interface DemoAccess {
  url: string;
  /** The one-time link, which a server without an administrator gives. */
  setupUrl: string | null;
  dataDir: string;
  /** ADMIN_EMAIL and ADMIN_PASSWORD, when they are set. */
  administrator: Account | null;
}

/**
 * A session to make the demo project with: of a new administrator where there is none, of the demo's own account,
 * or of the one in the environment. Null when none of them is let in.
 */
export async function signInForDemo(access: DemoAccess): Promise<DemoSignIn | null> {
  const { url, setupUrl, dataDir, administrator } = access;
  if (setupUrl !== null) return makeAccount(url, setupUrl, dataDir);
  const own = await readAccount(dataDir);
  const ownToken = own && (await signIn(url, own));
  if (ownToken) return { token: ownToken, account: own };
  const token = administrator && (await signIn(url, administrator));
  return token ? { token, account: null } : null;
}
