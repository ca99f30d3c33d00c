import { GitMissing, git } from './git.ts';

/** Why a copy could not be written, for a person; `where` is its place in the data folder. */
export function problemOf(error: unknown, where: string): string {
  if (error instanceof GitMissing)
    return 'Git is not installed on the server. Install git; the copy is then made by itself.';
  if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT'))
    return 'The disk is full. Free some space; the copy is then made by itself.';
  const words = error instanceof Error ? error.message : String(error);
  return `The copy could not be written: ${words} It is tried again every minute. If this stays, move ${where} and ${where}.damaged in the data folder away; the copy is built anew from the database.`;
}

export const brokenNotice = (where: string): string =>
  `The copy was found damaged and was built anew from the database. What was there is kept in ${where}.damaged in the data folder; delete that to settle this.`;

/** How many versions a copy lacks that stands at the latest one; null when it lacks none. */
export async function describeGap(gitDir: string, latest: number): Promise<string | null> {
  const held = Number(await git(gitDir, ['rev-list', '--count', 'refs/heads/main']));
  if (held >= latest) return null;
  return `The copy holds ${held} of ${latest} versions: the others had been dropped by retention when it was built.`;
}
