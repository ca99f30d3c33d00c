import { Failure } from '../failure.ts';

const reasons: Record<string, string> = {
  ENOENT: 'its folder is not there',
  ENOTDIR: 'what should be its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'nothing can be written to that disk',
  ENOSPC: 'the disk is full',
};

/** Why a file that the person named was not written, by that name and not by the one it has until it is whole. */
export function unwritable(path: string, error: unknown): Failure {
  const { code = '', message }: NodeJS.ErrnoException =
    error instanceof Error ? error : new Error(String(error));
  return new Failure(`Nothing was written to ${path}: ${reasons[code] ?? message}.`);
}
