import { execFile } from 'node:child_process';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What is fetched for the measures of speech, and made for them. */
export const speechCache = join(import.meta.dirname, '../../../.cache/speech');

/** The files of a Debian package, without installing it. */
export async function unpackDebian(name: string): Promise<string> {
  const folder = join(speechCache, name);
  if (await exists(folder)) return folder;
  await mkdir(speechCache, { recursive: true });
  await run('apt-get', ['download', '-qq', name], { cwd: speechCache });
  const file = (await readdir(speechCache)).find((entry) => entry.startsWith(`${name}_`));
  if (file === undefined) throw new Error(`apt-get did not bring ${name}.`);
  await run('dpkg-deb', ['-x', join(speechCache, file), folder]);
  return folder;
}

export const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
