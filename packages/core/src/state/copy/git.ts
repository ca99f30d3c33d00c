import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Readable } from 'node:stream';
import { execa } from 'execa';

/** Nothing that the copy's own config or a person's says is run: no hook, monitor, signing, transport or upkeep. */
const fixedConfig: readonly string[] = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.pager=cat',
  'core.logAllRefUpdates=false',
  'core.fsync=committed,reference',
  'protocol.allow=never',
  'commit.gpgSign=false',
  'log.showSignature=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'safe.directory=*',
];

export class GitMissing extends Error {
  override readonly name = 'GitMissing';
}
export class GitFailed extends Error {
  override readonly name = 'GitFailed';
  /** None when git was killed, or took too long. */
  readonly exitCode: number | undefined;

  constructor(message: string, exitCode: number | undefined) {
    super(message);
    this.exitCode = exitCode;
  }
}

const environment = (gitDir: string): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  HOME: '/nonexistent',
  LC_ALL: 'C.UTF-8',
  GIT_DIR: gitDir,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_NO_LAZY_FETCH: '1',
});

const findProgram = (name: string): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));

/** So that a killed server leaves no git at work in a copy. */
function commandOf(args: readonly string[]): [string, string[]] {
  const git = ['--no-pager', ...fixedConfig.flatMap((entry) => ['-c', entry]), ...args];
  const setpriv = process.platform === 'linux' ? findProgram('setpriv') : undefined;
  return setpriv === undefined ? ['git', git] : [setpriv, ['--pdeathsig', 'TERM', '--', 'git', ...git]];
}

/**
 * Runs git on a bare repository and gives what it printed. Throws `GitMissing` where git is not installed,
 * `GitFailed` with git's last words.
 */
export async function git(
  gitDir: string,
  args: readonly string[],
  input: string | Readable = '',
): Promise<string> {
  if (findProgram('git') === undefined) throw new GitMissing('git is not installed');
  const [file, argv] = commandOf(args);
  const result = await execa(file, argv, {
    ...{ input, env: environment(gitDir), extendEnv: false, reject: false },
    ...{ timeout: 600_000, maxBuffer: 64 * 1024 * 1024 },
  });
  if (!result.failed) return result.stdout;
  // A source that broke off is no fault of git's.
  if (result.cause instanceof Error && result.exitCode === undefined) throw result.cause;
  const words = result.stderr.trim().slice(-500) || result.shortMessage;
  throw new GitFailed(`git ${args[0]}: ${words}`, result.exitCode);
}
