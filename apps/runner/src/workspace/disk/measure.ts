import { statfs } from 'node:fs/promises';
import { execa } from 'execa';
import { openShutFolders } from './shut-folders.ts';

/** Bytes that folders take on their disk; those that are not there take none. */
export async function folderBytes(...paths: string[]): Promise<number> {
  if (paths.length === 0) return 0;
  const { bytes, isDenied } = await measure(paths);
  if (!isDenied) return bytes;
  // Whoever fills a folder may shut it before it is measured.
  await using opened = await openShutFolders(paths);
  return opened.count === 0 ? bytes : (await measure(paths)).bytes;
}

async function measure(paths: readonly string[]): Promise<{ bytes: number; isDenied: boolean }> {
  // What vanishes while it is counted, or may not be listed, makes du complain and go on, so its sum is used all the
  // same. Its complaints can be without end.
  const du = execa('du', ['-skx', '--', ...paths], {
    ...{ reject: false, stdin: 'ignore', buffer: { stderr: false }, env: { LC_ALL: 'C' } },
  });
  let isDenied = false;
  let tail = '';
  du.stderr.on('data', (chunk: Buffer) => {
    tail += chunk.toString();
    isDenied ||= tail.includes('Permission denied');
    tail = tail.slice(-32);
  });
  const { stdout } = await du;
  const sizes = stdout.split('\n').map((line) => Number.parseInt(line, 10));
  const bytes = sizes.filter((size) => !Number.isNaN(size)).reduce((sum, size) => sum + size, 0) * 1024;
  return { bytes, isDenied };
}

/** What is left on the disk for this user. */
export async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}
