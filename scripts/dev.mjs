import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { install } from './install.mjs';

const root = join(import.meta.dirname, '..');
const cli = join(root, 'apps/cli/dist/main.js');
const next = join(root, 'node_modules/next/dist/bin/next');
const apiUrl = `http://127.0.0.1:${process.env.PORT ?? '3000'}`;
const webPort = process.env.WEB_PORT ?? '3001';
const webUrl = `http://127.0.0.1:${webPort}`;
const restartDelayMs = 100;

install();
const { context } = await import('esbuild');
const { allBundles } = await import('./bundle.mjs');

let isStopping = false;
let restart;
let server;

const watchers = await Promise.all(allBundles().map(watch));
const web = spawn(process.execPath, [next, 'dev', '--hostname', '127.0.0.1', '--port', webPort], {
  cwd: join(root, 'apps/web'),
  env: { ...process.env, API_URL: apiUrl, NEXT_TELEMETRY_DISABLED: '1' },
  stdio: ['ignore', 'inherit', 'inherit'],
});
web.on('exit', (code) => void stop(code ?? 0));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stop(0));
console.log(`The interface is at ${webUrl}, the API at ${apiUrl}. Both follow your changes.`);

async function watch(options) {
  const onEnd = { name: 'restart', setup: (build) => build.onEnd(serverChanged) };
  const watcher = await context({ ...options, plugins: [...(options.plugins ?? []), onEnd] });
  await watcher.watch();
  return watcher;
}

/** Several bundles follow one change of a shared package; the server starts again once, when all are written. */
function serverChanged({ errors }) {
  if (errors.length > 0 || isStopping) return;
  clearTimeout(restart);
  restart = setTimeout(() => void restartServer(), restartDelayMs);
}

async function restartServer() {
  await end(server);
  if (isStopping) return;
  const env = { ...process.env, ALLOWED_ORIGINS: process.env.ALLOWED_ORIGINS ?? webUrl };
  const args = ['--enable-source-maps', cli, 'up', '--dev', ...process.argv.slice(2)];
  server = spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
}

async function stop(code) {
  if (isStopping) return;
  isStopping = true;
  clearTimeout(restart);
  await Promise.all([end(server), end(web), ...watchers.map((watcher) => watcher.dispose())]);
  process.exit(code);
}

function end(child) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  return ended;
}
