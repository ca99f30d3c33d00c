import { hostname } from 'node:os';
import { text as readAll } from 'node:stream/consumers';
import { createToken, login, logout } from '@overmind/contracts/routes/auth';
import type { Command } from 'commander';
import { checkAddress, chooseServer } from '../../api/server-address.ts';
import { connect } from '../../api/session.ts';
import { Failure, toFailure } from '../../failure.ts';
import { printJson, printLine } from '../../output/print.ts';
import { readCredentials, type SignIn, writeCredentials } from '../../settings/credentials.ts';
import { readSettings } from '../../settings/settings.ts';
import { ask, askSecret } from '../../terminal/ask.ts';

interface LoginOptions {
  server?: string;
  email?: string;
  passwordStdin?: boolean;
  json?: boolean;
}

const tokenDays = 90;

export function addLogin(program: Command): void {
  program
    .command('login')
    .summary('sign in to a server')
    .description('Signs in and keeps a token for 90 days, which only you can read.')
    .option('--server <url>', 'the server; else the one of this machine')
    .option('--email <email>', 'else it is asked for')
    .option('--password-stdin', 'read the password from standard input')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ overmind login --server https://overmind.example.com')
    .action(signIn);
}

async function signIn(options: LoginOptions): Promise<void> {
  const env = process.env;
  const before = await readCredentials(env);
  const named = options.server === undefined ? null : checkAddress(options.server);
  const local = { ...before, server: null };
  const url = named ?? (await chooseServer(env, await readSettings(env, process.cwd()), local));
  const email = options.email ?? (await ask(`E-mail for ${url}: `));
  const password = options.passwordStdin
    ? (await readAll(process.stdin)).replace(/\r?\n$/, '')
    : await askSecret('Password: ');
  const signedIn = await makeToken(url, email, password);
  await writeCredentials(env, { server: named, sign_ins: { ...before.sign_ins, [url]: signedIn } });
  if (options.json) return printJson({ url, email: signedIn.email });
  printLine(`Signed in to ${url} as ${signedIn.email}.`);
}

/** A session only lives for hours of rest, so it is traded for a token of this machine. */
async function makeToken(url: string, email: string, password: string): Promise<SignIn> {
  const session = await connect(url)
    .call(login, { body: { email, password } })
    .catch((error: unknown) => {
      // Here "sign in first" would be no help: the words of the server say what was wrong.
      const message = error instanceof Error ? error.message : String(error);
      throw new Failure(message, toFailure(error).exitCode);
    });
  const client = connect(url, session.token);
  const made = await client.call(createToken, {
    body: {
      name: `overmind on ${hostname()}`.slice(0, 80),
      // Runners are for administrators, whose sign-in here has to reach as far as their commands do.
      scopes: session.user.is_admin ? ['read', 'write', 'admin'] : ['read', 'write'],
      expires_in_days: tokenDays,
    },
  });
  await client.call(logout, {});
  return { token: made.token, token_id: made.api_token.id, email: session.user.email };
}
