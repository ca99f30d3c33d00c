import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readTextFile, writePrivateFile } from './private-file.ts';

const SignIn = z.object({ token: z.string(), token_id: z.string(), email: z.string() });
export type SignIn = z.infer<typeof SignIn>;

const Credentials = z.object({
  /** The one that commands speak to, when it was named at sign-in. */
  server: z.string().nullable().default(null),
  sign_ins: z.record(z.string(), SignIn).default({}),
});
export type Credentials = z.infer<typeof Credentials>;

export function credentialsFile(env: NodeJS.ProcessEnv): string {
  return join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'overmind', 'credentials.json');
}

/** Empty when there are none, or when the file is not ours. */
export async function readCredentials(env: NodeJS.ProcessEnv): Promise<Credentials> {
  const parsed = Credentials.safeParse(parseJson(await readTextFile(credentialsFile(env))));
  return parsed.success ? parsed.data : { server: null, sign_ins: {} };
}

export async function writeCredentials(env: NodeJS.ProcessEnv, credentials: Credentials): Promise<void> {
  await writePrivateFile(credentialsFile(env), `${JSON.stringify(credentials, null, 2)}\n`);
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '{}');
  } catch {
    return null;
  }
}
