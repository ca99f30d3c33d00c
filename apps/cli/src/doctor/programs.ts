import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Finding, missing, ok, warn } from './finding.ts';

const run = promisify(execFile);
const limits = { timeout: 5_000, maxBuffer: 1024 * 1024 };
const codingAgents = ['claude', 'codex', 'gemini', 'opencode', 'goose'];

/** The first line of what a program prints; null when it cannot be run. */
async function firstLine(file: string, args: readonly string[]): Promise<string | null> {
  try {
    const { stdout } = await run(file, args, limits);
    return stdout.split('\n', 1)[0]?.trim() ?? '';
  } catch {
    return null; // Missing or unwilling: either way it is of no use here.
  }
}

export function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isNewEnough = major > 20 || (major === 20 && minor >= 19);
  return isNewEnough
    ? ok('node', process.versions.node)
    : missing(
        'node',
        `${process.versions.node} is too old`,
        'Install 20.19 or newer from https://nodejs.org.',
      );
}

export async function checkGit(): Promise<Finding> {
  const found = await firstLine('git', ['--version']);
  return found === null
    ? missing('git', 'not on the PATH', 'Install it with your package manager.')
    : ok('git', found.replace('git version ', ''));
}

/** Tried, not looked up: whether namespaces work depends on the kernel's settings and on containers around. */
export async function checkSandbox(): Promise<Finding> {
  if (process.platform !== 'linux') {
    return warn(
      'sandbox',
      'process groups only on this system',
      'Run agents that you do not trust on Linux.',
    );
  }
  const flags = process.getuid?.() === 0 ? [] : ['--user', '--map-current-user'];
  const works = (await firstLine('unshare', [...flags, '--pid', '--fork', '--mount-proc', 'true'])) !== null;
  const hasBubblewrap = (await firstLine('bwrap', ['--version'])) !== null;
  if (works) return ok('sandbox', `process namespaces${hasBubblewrap ? ', bubblewrap' : ''}`);
  return warn(
    'sandbox',
    'process groups only',
    'Allow unprivileged user namespaces, and install util-linux.',
  );
}

export async function checkCodingAgents(): Promise<Finding> {
  const versions = await Promise.all(codingAgents.map((name) => firstLine(name, ['--version'])));
  const found = codingAgents.filter((_, index) => versions[index] !== null);
  return found.length > 0
    ? ok('coding agents', found.join(', '))
    : warn(
        'coding agents',
        'none on the PATH',
        `Predefined commands work without. Known ones: ${codingAgents.join(', ')}.`,
      );
}
