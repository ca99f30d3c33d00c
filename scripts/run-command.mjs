import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/**
 * Runs `node args…` in the repository (or `cwd`) without standard input and waits for its end.
 * With `capture`, its output is returned instead of shown.
 */
export function runNode(args, { cwd = root, env = {}, capture = false } = {}) {
  const startedAt = performance.now();
  const output = capture ? 'pipe' : 'inherit';
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', output, output],
  });
  const passOn = (signal) => child.kill(signal);
  process.once('SIGTERM', passOn);
  const chunks = [];
  child.stdout?.on('data', (chunk) => chunks.push(chunk));
  child.stderr?.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('SIGTERM', passOn);
      resolve({
        code: code ?? 1,
        signal,
        output: Buffer.concat(chunks).toString('utf8'),
        ms: performance.now() - startedAt,
      });
    });
  });
}

export function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}
