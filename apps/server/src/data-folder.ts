import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A start that cannot go on, in one sentence for the person at the terminal. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** Makes the data folder, readable by nobody else; throws `StartError` when it cannot be written. */
export async function openDataFolder(path: string): Promise<void> {
  try {
    const made = await mkdir(path, { recursive: true, mode: 0o700 });
    const probe = join(path, `.probe-${process.pid}`);
    await writeFile(probe, '');
    await rename(probe, join(path, '.writable'));
    // A folder that was there before may be shared on purpose; what is written into it is closed by itself.
    if (made !== undefined) await chmod(path, 0o700);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new StartError(
      `The data folder ${path} cannot be written (${reason}). Make it writable, or set DATA_DIR to another folder.`,
    );
  }
}

/** Replaces a file that only its owner may read, whole or not at all. */
export async function writePrivateFile(path: string, content: string): Promise<void> {
  const part = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(part, content, { mode: 0o600, flush: true });
  await rename(part, path);
}

export const readTextFile = (path: string): Promise<string | null> =>
  readFile(path, 'utf8').then(
    (text) => text.trim(),
    () => null,
  );
