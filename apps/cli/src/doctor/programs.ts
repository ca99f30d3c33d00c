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

const userNamespaces = ['--unshare-user', '--disable-userns'];
const bubblewrap = [
  '--unshare-pid',
  '--die-with-parent',
  '--ro-bind',
  '/',
  '/',
  '--proc',
  '/proc',
  '--',
  'true',
];

/** Tried, not looked up: whether a sandbox works depends on the kernel's settings and on containers around. */
export async function checkSandbox(): Promise<Finding> {
  if (process.platform === 'darwin') return ok('sandbox', 'sandboxed (sandbox-exec)');
  if (process.platform !== 'linux')
    return warn('sandbox', 'none on this system', 'Run agents that you do not trust on Linux or macOS.');
  const isRoot = process.getuid?.() === 0;
  for (const flags of [userNamespaces, ['--unshare-user'], ...(isRoot ? [[]] : [])]) {
    if ((await firstLine('bwrap', [...flags, ...bubblewrap])) !== null)
      return ok('sandbox', 'sandboxed (bubblewrap)');
  }
  const ownUser = isRoot ? [] : ['--user', '--map-current-user'];
  const inNamespaces = [...ownUser, '--pid', '--fork', '--mount-proc', 'true'];
  const hasNamespaces = (await firstLine('unshare', inNamespaces)) !== null;
  const isInstalled = (await firstLine('bwrap', ['--version'])) !== null;
  return warn(
    'sandbox',
    `restricted: agents may read and write what you may (${hasNamespaces ? 'process namespaces' : 'process groups'})`,
    isInstalled
      ? 'bubblewrap is installed and may not run here: allow unprivileged user namespaces.'
      : 'Install bubblewrap: sudo apt-get install bubblewrap',
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
