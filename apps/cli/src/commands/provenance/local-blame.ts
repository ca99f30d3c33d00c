import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { exitCodes, Failure } from '../../failure.ts';

const run = promisify(execFile);

/** A line of a file as it stands here, at the commit that holds it. */
export interface CommittedLine {
  repository: string;
  revision: string;
  path: string;
  line: number;
}

async function git(folder: string, ...args: string[]): Promise<string> {
  const options = { cwd: folder, env: { ...process.env, LC_ALL: 'C' }, maxBuffer: 1024 * 1024 };
  const quiet = ['--no-pager', '-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false'];
  return (await run('git', [...quiet, ...args], options)).stdout.trimEnd();
}

const wordsOf = (error: unknown): string =>
  String((error as { stderr?: string }).stderr ?? error)
    .trim()
    .replace(/^fatal: /, '');

/** Where a line of a file in the working copy comes from: it may have moved since it was committed. */
export async function findCommittedLine(file: string, line: number): Promise<CommittedLine> {
  const folder = await realpath(dirname(file)).catch(() => {
    throw new Failure(`There is no file ${file}.`, exitCodes.notFound);
  });
  const repository = await git(folder, 'rev-parse', '--show-toplevel').catch(() => {
    throw new Failure(`${file} is in no git repository.`, exitCodes.usage);
  });
  const path = relative(await realpath(repository), join(folder, basename(file)));
  const blamed = await git(
    repository,
    'blame',
    '--porcelain',
    '--no-textconv',
    '-L',
    `${line},${line}`,
    '--',
    path,
  ).catch((error: unknown) => {
    throw new Failure(`git knows nothing of this line: ${wordsOf(error)}.`, exitCodes.notFound);
  });
  const [revision = '', original = ''] = blamed.split('\n')[0]?.split(' ') ?? [];
  if (/^0+$/.test(revision))
    throw new Failure(
      `Line ${line} of ${path} is not committed yet, so nobody knows it but you.`,
      exitCodes.notFound,
    );
  const known = /^filename (.+)$/m.exec(blamed)?.[1] ?? path;
  const common = await git(repository, 'rev-parse', '--path-format=absolute', '--git-common-dir');
  return { repository: await realpath(join(common, '..')), revision, path: known, line: Number(original) };
}
