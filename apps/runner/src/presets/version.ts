import { readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';

const boundMs = 5_000;

/** What a program says of its version, else what its package says; null where neither does. */
export async function readVersion(
  program: string,
  args: readonly string[],
  environment: Record<string, string>,
): Promise<string | null> {
  return (await askVersion(program, args, environment)) ?? (await packageVersion(program));
}

/** Some know no flag for it; what they then print is not about their version. */
async function askVersion(
  program: string,
  args: readonly string[],
  environment: Record<string, string>,
): Promise<string | null> {
  const { stdout, exitCode } = await execa(program, [...args], {
    env: environment,
    extendEnv: false,
    stdin: 'ignore',
    timeout: boundMs,
    forceKillAfterDelay: 500,
    maxBuffer: 64 * 1024,
    reject: false,
  });
  const found = exitCode === 0 ? /\d+\.\d+[\w.+-]*/.exec(stdout) : null;
  return found === null ? null : found[0].slice(0, 64);
}

const Package = z.object({ name: z.string(), version: z.string().max(64) });

/** Of the npm package that a program belongs to. */
async function packageVersion(program: string): Promise<string | null> {
  const folder = dirname(await realpath(program));
  for (const up of ['.', '..', '../..']) {
    const text = await readFile(join(folder, up, 'package.json'), 'utf8').catch(() => '{}');
    const { data } = Package.safeParse(parsed(text));
    if (data !== undefined) return data.version;
  }
  return null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // It says nothing of its version then.
  }
}

export function isAtLeast(version: string | null, [major, minor]: readonly [number, number]): boolean {
  const [isMajor = 0, isMinor = 0] = (version ?? '').split('.').map((part) => Number.parseInt(part, 10));
  return isMajor > major || (isMajor === major && isMinor >= minor);
}
