import { join } from 'node:path';
import { exitCodes, Failure } from '../failure.ts';
import type { Credentials } from '../settings/credentials.ts';
import { readTextFile } from '../settings/private-file.ts';
import type { Settings } from '../settings/settings.ts';

export function checkAddress(url: string): string {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new Failure(`The server's address must be an http URL, not "${url}".`, exitCodes.usage);
  }
  return url.replace(/\/+$/, '');
}

/** The address that the server of this machine left in its data folder. */
export async function findLocalServer(dataDir: string): Promise<string | null> {
  const text = await readTextFile(join(dataDir, 'instance.json')).catch(() => null);
  try {
    const { url } = JSON.parse(text ?? '{}') as { url?: unknown };
    return typeof url === 'string' && url !== '' ? url : null;
  } catch {
    return null;
  }
}

/** OVERMIND_SERVER, the server named at sign-in, the one of this machine, the default. */
export async function chooseServer(
  env: NodeJS.ProcessEnv,
  settings: Settings,
  credentials: Credentials,
): Promise<string> {
  const named = env['OVERMIND_SERVER'] || credentials.server;
  if (named) return checkAddress(named);
  return (await findLocalServer(settings.dataDir)) ?? `http://127.0.0.1:${settings.port ?? '3000'}`;
}
