import { open, rename, stat } from 'node:fs/promises';

const ROTATE_AT_BYTES = 1024 * 1024;
const TAIL_BYTES = 4096;

/** Keeps the log to one current and one old file. Gives the size from which the coming start will write. */
export async function rotateLog(path: string): Promise<number> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size < ROTATE_AT_BYTES) return size;
  await rename(path, `${path}.1`);
  return 0;
}

/** What was written since `fromByte`, its last few kilobytes. */
export async function readLogSince(path: string, fromByte: number): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const start = Math.max(fromByte, size - TAIL_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.max(size - start, 0)), 0, null, start);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
