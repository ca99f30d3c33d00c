import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const cache = join(import.meta.dirname, '../.cache');
/** Where packages/testing/src/agents/installed.ts looks for them. */
const installed = join(cache, 'test-agents');
const platform = `${process.platform}-${process.arch}`;

/**
 * The coding agents that the tests drive: the programs themselves, without the packages that only choose one for the
 * platform. The version is exact; where the hash is known here, npm refuses any other content.
 */
const agents = [
  {
    program: 'codex-acp',
    packageName: `@zed-industries/codex-acp-${platform}`,
    version: '0.16.0',
    integrity: {
      'linux-x64':
        'sha512-xs5zZBLpJuciEbZNx6ZSNL0qCa9h3i/zWpj40sp6QtF+L4Ow/7qzHdBzboGhHdcz1jrLedfZeRFDA2Elj8TLMA==',
      'linux-arm64':
        'sha512-8HaZGWVPVs1N6yqImLCKlnlcYTYc9BMCEhaVJk0ON9lyofhK9mOBBAHQndKC4Scqq5JLUHQIOyb8+jwHUe3hSQ==',
      'darwin-arm64':
        'sha512-2AmbWsc/+Mpn6U8UOIlPLvgwGsGOr/LFpgcvrnjcCT9V1yY92MLrqzjMX82+VjTrRLRuXvc25SB5Z1++4Pw29g==',
      'darwin-x64':
        'sha512-QCWggk0s4GTPLCR7eznyx29Dls4gzUKvp4MjZ4nzPX5gDL/02PGY+oCV1WsQOsnzWRK0RxM+GlK19rG1qzqplw==',
    }[platform],
  },
  {
    program: 'opencode',
    packageName: `opencode-${platform}${needsBaseline() ? '-baseline' : ''}`,
    version: '1.18.33',
    integrity: {
      'linux-x64': needsBaseline()
        ? 'sha512-1KQGBiiDDeL/VHHbHkOvvFo8Jr97WT5+C1tear+p7IcDTnXgVHXqIjU4O4jM4mHQzykTP2i884FCnW5LDa+zCA=='
        : 'sha512-q/t/3p2CTxOT9y2kvjesb/LZab2+1eqlhhWA02Be6mjTtmYtNBcBsrI5yDo4Fw7ZSPBW2oyMIGMNRqiKQjiAWw==',
    }[platform],
  },
];

/** Installs the agents, about 400 MB in 6 seconds, and does nothing where these versions are there already. */
export function installTestAgents() {
  const lock = JSON.stringify(packageLock(), null, 2);
  if (isInstalled(lock)) return;
  console.log(`Installing ${agents.map(({ program }) => program).join(' and ')} for the tests`);
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(join(cache, 'test-agents-'));
  try {
    writeFileSync(
      join(fresh, 'package.json'),
      JSON.stringify({ private: true, dependencies: dependencies() }),
    );
    writeFileSync(join(fresh, 'package-lock.json'), lock);
    runNpm(fresh);
    linkPrograms(fresh);
    chmodSync(fresh, 0o755);
    // npm may rewrite its lock; this copy says what was asked for.
    writeFileSync(join(fresh, 'asked-for.json'), lock);
    replace(installed, fresh);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function isInstalled(lock) {
  const askedFor = join(installed, 'asked-for.json');
  return existsSync(askedFor) && readFileSync(askedFor, 'utf8') === lock;
}

function dependencies() {
  return Object.fromEntries(agents.map(({ packageName, version }) => [packageName, version]));
}

/** Names no host: npm asks the registry it is configured for. */
function packageLock() {
  const entries = agents.map(({ packageName, version, integrity }) => [
    `node_modules/${packageName}`,
    { version, integrity },
  ]);
  const packages = { '': { dependencies: dependencies() }, ...Object.fromEntries(entries) };
  return { name: 'test-agents', lockfileVersion: 3, requires: true, packages };
}

function runNpm(folder) {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8' });
  if (status === 0) return;
  throw new Error(`The coding agents for the tests could not be installed:\n${stdout ?? ''}${stderr ?? ''}`);
}

/** One folder with both programs, for the PATH. The links are relative, as the folder is renamed. */
function linkPrograms(folder) {
  mkdirSync(join(folder, 'bin'));
  for (const { program, packageName } of agents)
    symlinkSync(join('../node_modules', packageName, 'bin', program), join(folder, 'bin', program));
}

/** Another test run may have been first; what it put there is the same. */
function replace(target, fresh) {
  const old = `${fresh}-old`;
  try {
    if (existsSync(target)) renameSync(target, old);
    renameSync(fresh, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  } finally {
    rmSync(old, { recursive: true, force: true });
  }
}

/** opencode's usual build needs AVX2, as its own starter knows. */
function needsBaseline() {
  if (platform !== 'linux-x64') return false;
  return !/\bavx2\b/.test(readFileSync('/proc/cpuinfo', 'utf8'));
}

if (process.argv[1] === import.meta.filename) installTestAgents();
