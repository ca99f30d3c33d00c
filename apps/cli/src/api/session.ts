import { Client } from '@overmind/client/http';
import { AppError } from '@overmind/contracts/errors';
import { exitCodes, Failure } from '../failure.ts';
import { readCredentials } from '../settings/credentials.ts';
import { readSettings, type Settings } from '../settings/settings.ts';
import { chooseServer } from './server-address.ts';

export interface Session {
  client: Client;
  url: string;
  token: string;
  settings: Settings;
}

/** The client for a server; when it is not there, the person is told which one was meant. */
export function connect(url: string, token?: string): Client {
  const reach: typeof fetch = async (...request) => {
    try {
      return await fetch(...request);
    } catch (cause) {
      if (request[1]?.signal?.aborted) throw cause;
      throw new AppError('unavailable', `No server answers at ${url}. Start one with: npx overmind up`, {
        cause,
      });
    }
  };
  return new Client({ baseUrl: url, token, fetch: reach });
}

/** The server and token that this command speaks with. Throws when nobody is signed in. */
export async function openSession(env: NodeJS.ProcessEnv = process.env): Promise<Session> {
  const settings = await readSettings(env, process.cwd());
  const credentials = await readCredentials(env);
  const url = await chooseServer(env, settings, credentials);
  const token = env['OVERMIND_TOKEN'] || credentials.sign_ins[url]?.token;
  if (!token) {
    throw new Failure(`You are not signed in to ${url}. Run: npx overmind login`, exitCodes.notSignedIn);
  }
  return { client: connect(url, token), url, token, settings };
}
