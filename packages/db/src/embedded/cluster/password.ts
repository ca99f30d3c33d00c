import { randomBytes } from 'node:crypto';
import { makePrivateFile, readPrivateFile } from '../../private-file.ts';

/** The database's password: made once, whole or not at all, and kept in a file that only its owner can read. */
export async function readOrCreatePassword(path: string): Promise<string> {
  const known = await readPrivateFile(path);
  if (known === null) await makePrivateFile(path, randomBytes(24).toString('base64url'));
  const password = (known ?? (await readPrivateFile(path)))?.trim();
  if (password === undefined) throw new Error(`${path} was removed while it was made`);
  return password;
}
