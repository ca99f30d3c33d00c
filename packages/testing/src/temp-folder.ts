import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TempFolder extends AsyncDisposable {
  readonly path: string;
  remove(): Promise<void>;
}

const inMemory = '/dev/shm';
const enoughMemoryBytes = 4 * 2 ** 30;

/** Where much is written and nothing has to outlive the machine: memory where there is plenty, else the disk. */
export async function memoryOrDisk(): Promise<string> {
  const space = await statfs(inMemory).catch(() => null);
  return space !== null && space.bavail * space.bsize >= enoughMemoryBytes ? inMemory : tmpdir();
}

/** An empty private folder that the caller removes. */
export async function createTempFolder(within = tmpdir()): Promise<TempFolder> {
  const path = await mkdtemp(join(within, 'overmind-test-'));
  const remove = () => rm(path, { recursive: true, force: true, maxRetries: 5 });
  return { path, remove, [Symbol.asyncDispose]: remove };
}
