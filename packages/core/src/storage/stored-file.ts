import type { Readable } from 'node:stream';
import { AppError } from '@overmind/contracts/errors';
import type { Log } from '../log.ts';
import type { Storage } from './storage.ts';

export interface StoredFile {
  storagePath: string;
  /** As a sentence begins with it. */
  what: string;
}

/** With what a person can do about a file that the database knows and the disk does not hold. */
function asMissing(error: unknown, { storagePath, what }: StoredFile, log: Log): unknown {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) return error;
  log.error({ path: storagePath }, 'a stored file is missing on the disk; restore DATA_DIR from a backup');
  const detail = `${what} is missing on the server's disk. Restore DATA_DIR from a backup.`;
  return new AppError('gone', detail, { cause: error });
}

interface Place {
  storage: Storage;
  log: Log;
}

/** Its bytes, or those of a range; whoever takes them reads or destroys them. Throws `gone` where it is missing. */
export async function openStoredFile(
  { storage, log }: Place,
  file: StoredFile,
  range?: { start: number; end: number },
): Promise<Readable> {
  const content = storage.read(file.storagePath, range);
  await new Promise<void>((resolve, reject) => {
    content.once('readable', resolve);
    content.once('error', (error) => reject(asMissing(error, file, log)));
  });
  return content;
}

/** Its first `maxBytes` as text. Throws `gone` where it is missing. */
export const readStoredText = (
  { storage, log }: Place,
  file: StoredFile,
  maxBytes: number,
): Promise<string> =>
  storage.readText(file.storagePath, maxBytes).catch((error: unknown) => {
    throw asMissing(error, file, log);
  });
