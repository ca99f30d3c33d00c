import { constants } from 'node:fs';
import { open, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { isWithin } from '../../workspace/roots.ts';
import { readJest } from './jest.ts';
import { readJunit } from './junit.ts';
import type { ReadTests } from './test-report.ts';

const usualFolders = [
  ...['.', 'reports', 'report', 'test-results', 'test-reports', 'coverage', 'build', 'out', 'tmp'],
  ...['build/test-results/test', 'build/reports', 'target/surefire-reports', 'target/nextest/default'],
];
const usualNames =
  /^(?:TEST-.+|.*junit.*|.*test[-_.]?(?:results?|report)s?|results?|report|vitest|jest)\.(?:xml|json)$/i;
const mostFiles = 100;
const longestBytes = 8 * 1024 * 1024;

/** The reports among the files that a step wrote: in the folder that it was given, or where tools usually put them. */
export async function readReportFiles(dir: string, workspace: string, sinceMs: number): Promise<ReadTests[]> {
  const given = await readFolder(dir, dir, /\.(?:xml|json)$/i, 0);
  const isTold = given.length > 0;
  const files = isTold
    ? given
    : await Promise.all(usualFolders.map((folder) => findUsual(workspace, folder, sinceMs)));
  const texts = [...new Set(files.flat())].slice(0, mostFiles);
  return texts.map((text) => readJunit(text) ?? readJest(text, workspace)).filter((read) => read !== null);
}

const findUsual = (workspace: string, folder: string, sinceMs: number): Promise<string[]> =>
  readFolder(workspace, join(workspace, folder), usualNames, sinceMs);

async function readFolder(root: string, folder: string, names: RegExp, sinceMs: number): Promise<string[]> {
  const place = await realpath(folder).catch(() => null);
  if (place === null || !isWithin(await realpath(root), place)) return [];
  const entries = await readdir(place).catch(() => []);
  const wanted = entries.filter((name) => names.test(name)).slice(0, mostFiles);
  const texts = await Promise.all(wanted.map((name) => readRecent(join(place, name), sinceMs)));
  return texts.filter((text) => text !== null);
}

/** Null for what is no plain file, is older, or is too long to be read. No link is followed, and no pipe waited for. */
async function readRecent(path: string, sinceMs: number): Promise<string | null> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(path, flags).catch(() => null);
  if (file === null) return null;
  try {
    const { mtimeMs, size, nlink } = await file.stat();
    const isPlain = (await file.stat()).isFile() && nlink === 1;
    return isPlain && mtimeMs >= sinceMs && size <= longestBytes ? await file.readFile('utf8') : null;
  } finally {
    await file.close();
  }
}
