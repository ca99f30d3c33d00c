import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/** The text of a file that only its owner may read, or null where there is none; looser rights are tightened. */
export async function readPrivateFile(path: string): Promise<string | null> {
  try {
    const { mode } = await stat(path);
    if ((mode & 0o077) !== 0) await chmod(path, 0o600);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** What was put there or renamed there is there after a crash. Windows has no such call and needs none. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Writes the content beside the path, durable, and lets `place` put it there as a whole. */
async function writeBeside(path: string, content: string, place: (part: string) => Promise<void>) {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const part = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    const file = await open(part, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await place(part);
    await syncFolder(dirname(path));
  } finally {
    await rm(part, { force: true });
  }
}

/** Makes the file unless it is there already: of many who try at once, one does. */
export const makePrivateFile = (path: string, content: string): Promise<void> =>
  writeBeside(path, content, (part) =>
    link(part, path).catch((error: unknown) => {
      if (!isCode(error, 'EEXIST')) throw error;
    }),
  );

export const replacePrivateFile = (path: string, content: string): Promise<void> =>
  writeBeside(path, content, (part) => rename(part, path));
