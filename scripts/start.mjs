import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../apps/cli/dist/main.js', import.meta.url));

checkMachine();
// Loaded only now: an old Node would fail on these files before it could be told so.
const { install } = await import('./install.mjs');
install();
const { build } = await import('./build.mjs');
try {
  await build();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
run(process.argv.slice(2));

function checkMachine() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(
      `OvermindOps needs Node.js 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org.`,
    );
  }
  if (spawnSync('git', ['--version'], { stdio: 'ignore' }).status !== 0) {
    fail('OvermindOps needs git, and there is none on the PATH. Install it and start again.');
  }
}

function run(args) {
  const child = spawn(process.execPath, ['--enable-source-maps', cli, 'up', ...args], { stdio: 'inherit' });
  forwardSignals(child);
  if (process.env.npm_lifecycle_event) endWithParent(child);
  child.on('error', (error) => fail(error.message));
  child.on('exit', (code, signal) => {
    process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1));
  });
}

/**
 * Ctrl-C reaches the whole foreground group, so the program has it already and a second one would mean
 * "at once"; npm repeats it to us as well. Hence at a terminal only SIGTERM is passed on, and each signal
 * at most once in a second.
 */
function forwardSignals(child) {
  const lastSentAt = new Map();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      const now = Date.now();
      if (signal !== 'SIGTERM' && process.stdin.isTTY) return;
      if (now - (lastSentAt.get(signal) ?? 0) < 1000) return;
      lastSentAt.set(signal, now);
      child.kill(signal);
    });
  }
}

/** A killed npm tells nobody; its children then belong to somebody else. */
function endWithParent(child) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref();
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
