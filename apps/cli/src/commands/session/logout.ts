import { revokeToken } from '@overmind/contracts/routes/auth';
import type { Command } from 'commander';
import { chooseServer } from '../../api/server-address.ts';
import { connect } from '../../api/session.ts';
import { exitCodes, Failure } from '../../failure.ts';
import { printLine } from '../../output/print.ts';
import { readCredentials, writeCredentials } from '../../settings/credentials.ts';
import { readSettings } from '../../settings/settings.ts';

export function addLogout(program: Command): void {
  program
    .command('logout')
    .summary('sign out')
    .description('Revokes the token of this machine and forgets it.')
    .addHelpText('after', '\nExample:\n  $ overmind logout')
    .action(signOut);
}

async function signOut(): Promise<void> {
  const env = process.env;
  const credentials = await readCredentials(env);
  const url = await chooseServer(env, await readSettings(env, process.cwd()), credentials);
  const { [url]: known, ...others } = credentials.sign_ins;
  if (!known) throw new Failure(`You are not signed in to ${url}.`, exitCodes.notSignedIn);
  await writeCredentials(env, { server: null, sign_ins: others });
  await connect(url, known.token).call(revokeToken, { params: { id: known.token_id } });
  printLine(`Signed out of ${url}.`);
}
