import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';

/** The database's password: made once, kept in a file that only its owner can read. */
export async function readOrCreatePassword(path: string): Promise<string> {
  const created = randomBytes(24).toString('base64url');
  const failure = await writeFile(path, created, { flag: 'wx', mode: 0o600 }).catch(
    (error: unknown) => error,
  );
  if (failure === undefined) return created;
  if (!(failure instanceof Error && 'code' in failure && failure.code === 'EEXIST')) throw failure;
  return (await readFile(path, 'utf8')).trim();
}
