import { readFileSync } from 'node:fs';
import { availableParallelism, homedir, hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { defaultLimits, type Limits } from './limits.ts';

export interface Settings {
  serverUrl: string;
  token: string;
  roots: string[];
  rootsFile: string | null;
  dataDir: string;
  capacity: number;
  labels: string[];
  isRootAllowed: boolean;
  /** `groups` does without namespaces even where they work. */
  isolation: 'auto' | 'groups';
  /** `off` does without an operating system's sandbox even where one works; agents that need one are then refused. */
  sandbox: 'auto' | 'off';
  /** What commands in a sandbox may read besides: absolute paths, and paths in repositories that hold no secret. */
  readable: string[];
  /** Where the token was read from. */
  tokenFile: string | null;
  limits: Limits;
}

/** Something the person who started the runner can put right. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const options = {
  server: { type: 'string' },
  'token-file': { type: 'string' },
  root: { type: 'string', multiple: true },
  'roots-file': { type: 'string' },
  'data-dir': { type: 'string' },
  capacity: { type: 'string' },
  label: { type: 'string', multiple: true },
  'allow-root': { type: 'boolean' },
} as const;

const ms = z.coerce.number().int().min(1).max(3_600_000).optional();
/** What a runner is told by its environment. */
export const Environment = z.object({
  OVERMIND_SERVER: z.string().optional(),
  OVERMIND_RUNNER_TOKEN: z.string().optional(),
  RUNNER_ROOTS: z.string().optional(),
  RUNNER_CAPACITY: z.string().optional(),
  RUNNER_LABELS: z.string().optional(),
  RUNNER_DATA_DIR: z.string().optional(),
  RUNNER_ISOLATION: z.enum(['auto', 'groups']).default('auto'),
  RUNNER_SANDBOX: z.enum(['auto', 'off']).default('auto'),
  RUNNER_READABLE: z.string().optional(),
  RUNNER_FREEZE_AFTER_MS: ms,
  RUNNER_KILL_GRACE_MS: ms,
  RUNNER_DRAIN_MS: ms,
  RUNNER_DISK_MB: z.coerce.number().int().min(1).max(1_048_576_000).optional(),
  RUNNER_SPOOL_MB: z.coerce.number().int().min(1).max(1_048_576).optional(),
});
export type Environment = z.infer<typeof Environment>;

/** Reads flags and environment; every error at once, in one SettingsError. */
export function readSettings(argv: readonly string[], environment: NodeJS.ProcessEnv): Settings {
  const errors: string[] = [];
  const parsed = Environment.safeParse(environment);
  if (!parsed.success)
    for (const issue of parsed.error.issues) errors.push(`${issue.path.join('.')}: ${issue.message}`);
  const env: Environment = parsed.success
    ? parsed.data
    : { RUNNER_ISOLATION: 'auto', RUNNER_SANDBOX: 'auto' };
  const flags = readFlags(argv, errors);
  const settings: Settings = {
    serverUrl: readServer(flags.server ?? env.OVERMIND_SERVER, errors),
    token: readToken(flags['token-file'], env.OVERMIND_RUNNER_TOKEN, errors),
    roots: readRoots(
      [...(flags.root ?? []), ...(env.RUNNER_ROOTS ?? '').split(':').filter((root) => root !== '')],
      errors,
    ),
    rootsFile: flags['roots-file'] === undefined ? null : resolve(flags['roots-file']),
    dataDir: resolve(flags['data-dir'] ?? env.RUNNER_DATA_DIR ?? join(homedir(), '.overmind', 'runner')),
    capacity: readCapacity(flags.capacity ?? env.RUNNER_CAPACITY, errors),
    labels: [
      ...(flags.label ?? []),
      ...(env.RUNNER_LABELS ?? '').split(',').filter((label) => label !== ''),
    ].slice(0, 20),
    isRootAllowed: flags['allow-root'] ?? false,
    isolation: env.RUNNER_ISOLATION,
    sandbox: env.RUNNER_SANDBOX,
    readable: (env.RUNNER_READABLE ?? '').split(':').filter((path) => path !== ''),
    tokenFile: flags['token-file'] === undefined ? null : resolve(flags['token-file']),
    limits: readLimits(env),
  };
  if (errors.length > 0) throw new SettingsError(errors.join('\n'));
  return settings;
}

function readFlags(argv: readonly string[], errors: string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: false }).values;
  } catch (error) {
    errors.push(error instanceof Error ? error.message : String(error));
    return parseArgs({ args: [], options }).values;
  }
}

function readServer(value: string | undefined, errors: string[]): string {
  if (value === undefined || value === '')
    errors.push('Say where the server is: OVERMIND_SERVER=http://127.0.0.1:3000 or --server.');
  else if (!/^https?:\/\//.test(value) || !URL.canParse(value))
    errors.push(`The server's address must be an http URL, not "${value}".`);
  return (value ?? '').replace(/\/+$/, '');
}

function readToken(file: string | undefined, value: string | undefined, errors: string[]): string {
  if (file === undefined) {
    if (value === undefined || value === '')
      errors.push('Give the runner its token: OVERMIND_RUNNER_TOKEN or --token-file.');
    return value ?? '';
  }
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    errors.push(`The token file cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return '';
  }
}

function readRoots(roots: string[], errors: string[]): string[] {
  for (const root of roots) {
    if (!root.startsWith('/')) errors.push(`An allowed root must be an absolute path, not "${root}".`);
  }
  return roots;
}

function readCapacity(value: string | undefined, errors: string[]): number {
  if (value === undefined) return Math.min(4, availableParallelism());
  const capacity = Number(value);
  if (!Number.isInteger(capacity) || capacity < 1 || capacity > 100)
    errors.push('The capacity must be a whole number from 1 to 100.');
  return capacity;
}

function readLimits(env: Environment): Limits {
  return {
    ...defaultLimits,
    freezeAfterMs: env.RUNNER_FREEZE_AFTER_MS ?? defaultLimits.freezeAfterMs,
    killGraceMs: env.RUNNER_KILL_GRACE_MS ?? defaultLimits.killGraceMs,
    drainMs: env.RUNNER_DRAIN_MS ?? defaultLimits.drainMs,
    diskBudgetBytes:
      env.RUNNER_DISK_MB === undefined ? defaultLimits.diskBudgetBytes : env.RUNNER_DISK_MB * 1024 * 1024,
    spoolBytes:
      env.RUNNER_SPOOL_MB === undefined ? defaultLimits.spoolBytes : env.RUNNER_SPOOL_MB * 1024 * 1024,
  };
}

export const hostLabel = (): string => `${process.platform}-${process.arch} ${hostname()}`.slice(0, 64);
