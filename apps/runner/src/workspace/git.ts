import { execa, type Options } from 'execa';
import { findTool } from '../process/find-tool.ts';
import { ownerId, ownerMarker } from '../process/owner.ts';
import { clearDeadLock } from './dead-lock.ts';

/**
 * Git as the runner uses it: nothing that a repository's content or config says is run. Hooks, fsmonitor, filters,
 * textconv, external diffs, signing programs, credential helpers, submodules and every transport are off; the
 * person's own and the system's config are not read.
 */
const fixedConfig: readonly string[] = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.attributesFile=/dev/null',
  'core.excludesFile=/dev/null',
  'core.askPass=true',
  'core.pager=cat',
  'core.editor=true',
  'core.sshCommand=false',
  'core.quotePath=false',
  'credential.helper=',
  'protocol.allow=never',
  'protocol.ext.allow=never',
  'protocol.file.allow=never',
  'submodule.recurse=false',
  // A run sees all files, whatever part of them the person has checked out.
  'core.sparseCheckout=false',
  'index.sparse=false',
  // Else a fresh checkout is believed to be unchanged, whatever is done to it.
  'core.ignoreStat=false',
  'diff.ignoreSubmodules=all',
  'status.submoduleSummary=false',
  'commit.gpgSign=false',
  'log.showSignature=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'advice.detachedHead=false',
  // The folder was already checked against the allowed roots; it may belong to another user.
  'safe.directory=*',
];

export interface GitPlace {
  /** Where git starts looking, or the work tree when `gitDir` is given. */
  folder: string;
  /** Known from when the worktree was made, so that a `.git` file rewritten since is not believed. */
  gitDir?: string;
  commonDir?: string;
}

export interface GitCall {
  isRead?: boolean;
  input?: string | Uint8Array;
  /** `latin1` gives each byte as a character: not all names of files are UTF-8. */
  encoding?: 'utf8' | 'latin1';
  env?: Record<string, string>;
  /** More settings for this call, by name and value. */
  extraConfig?: readonly (readonly [string, string])[];
  timeoutMs?: number;
  signal?: AbortSignal;
}

export class GitError extends Error {
  override readonly name = 'GitError';
  readonly exitCode: number | null;

  constructor(message: string, exitCode: number | null) {
    super(message);
    this.exitCode = exitCode;
  }
}

function gitEnvironment(place: GitPlace, call: GitCall): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: '/nonexistent',
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    [ownerMarker]: ownerId(),
    ...(call.isRead === true ? { GIT_OPTIONAL_LOCKS: '0' } : {}),
    ...(place.gitDir === undefined ? {} : { GIT_DIR: place.gitDir, GIT_WORK_TREE: place.folder }),
    ...(place.commonDir === undefined ? {} : { GIT_COMMON_DIR: place.commonDir }),
    ...configEnvironment(call.extraConfig ?? []),
    ...call.env,
  };
}

/** By environment, because a name with `=` in it cannot go through `-c`. */
function configEnvironment(entries: readonly (readonly [string, string])[]): Record<string, string> {
  const variables: Record<string, string> = { GIT_CONFIG_COUNT: String(entries.length) };
  for (const [index, [name, value]] of entries.entries()) {
    variables[`GIT_CONFIG_KEY_${index}`] = name;
    variables[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  return variables;
}

/** The argv and options that every call of git shares, for the few that stream. */
export function gitCommand(args: readonly string[], place: GitPlace, call: GitCall = {}) {
  const config = fixedConfig.flatMap((entry) => ['-c', entry]);
  const options = {
    cwd: place.folder,
    env: gitEnvironment(place, call),
    extendEnv: false,
    stripFinalNewline: true,
    timeout: call.timeoutMs ?? 120_000,
    ...(call.input === undefined ? { stdin: 'ignore' as const } : { input: call.input }),
    ...(call.signal === undefined ? {} : { cancelSignal: call.signal }),
  } satisfies Options;
  // So that a killed runner leaves no git at work in a repository, and no lock of one: on SIGTERM it removes its own.
  const setpriv = process.platform === 'linux' ? findTool('setpriv') : null;
  const [file, ...first] = setpriv === null ? ['git'] : [setpriv, '--pdeathsig', 'TERM', '--', 'git'];
  return { file, argv: [...first, '--no-pager', ...config, ...args], options };
}

/**
 * Runs git and gives what it printed, a second time where only a dead lock stood in the way. Throws GitError with git's
 * own last words, or that it took too long.
 */
export async function git(args: readonly string[], place: GitPlace, call: GitCall = {}): Promise<string> {
  try {
    return await runOnce(args, place, call);
  } catch (error) {
    if (!(error instanceof GitError) || !(await clearDeadLock(error.message, call))) throw error;
    return runOnce(args, place, call);
  }
}

async function runOnce(args: readonly string[], place: GitPlace, call: GitCall): Promise<string> {
  const { file, argv, options } = gitCommand(args, place, call);
  const { encoding = 'utf8' } = call;
  const bounds = { encoding, reject: false, maxBuffer: 32 * 1024 * 1024 } as const;
  const result = await execa(file, argv, { ...options, ...bounds });
  if (result.timedOut) throw new GitError(tooLong(args[0] ?? '', options.timeout), null);
  if (result.failed) {
    const words = result.stderr.trim() || (result.originalMessage ?? 'it said nothing');
    throw new GitError(`git ${args[0]}: ${words.slice(-1_000)}`, result.exitCode ?? null);
  }
  return result.stdout;
}

const tooLong = (command: string, timeoutMs: number): string =>
  `git ${command} took longer than ${timeoutMs / 1_000} s and was ended: the repository is too large for this machine, or its disk is too slow.`;

/** Git's answer, or null when it says no. */
export async function tryGit(
  args: readonly string[],
  place: GitPlace,
  call: GitCall = {},
): Promise<string | null> {
  try {
    return await git(args, place, call);
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}

/** Settings that turn off the clean, smudge and process filters and merge drivers that a repository's config names. */
export async function filtersOff(place: GitPlace): Promise<[string, string][]> {
  const pattern = '^(filter|merge|diff)\\..*\\.(clean|smudge|process|required|driver|command|textconv)$';
  const listed = await tryGit(['config', '--includes', '--name-only', '-z', '--get-regexp', pattern], place, {
    isRead: true,
  });
  const names = [...new Set((listed ?? '').split('\0').filter((name) => name !== ''))];
  return names.map((name) => [name, name.endsWith('.required') ? 'false' : '']);
}
