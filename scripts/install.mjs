import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const lockFile = join(root, 'package-lock.json');
const stampFile = join(root, 'node_modules/.install-stamp');
/** It brings what a processor needs; its install script would fetch the parts for graphics cards from elsewhere. */
const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' };

/** Brings node_modules to what package-lock.json says, and does nothing when it is there already. */
export function install() {
  const lockHash = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  if (readStamp() === lockHash) return;
  if (!matchesLock()) {
    console.log('Installing packages. The first time this takes a minute.');
    runNpm(['ci', '--include=dev', '--no-audit', '--no-fund']);
  }
  writeFileSync(stampFile, lockHash);
}

function readStamp() {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : undefined;
}

/** npm leaves a list of what it installed: an install made by hand is recognised and not repeated. */
function matchesLock() {
  const installedFile = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed[path];
    if (!found) return Boolean(entry.optional || entry.devOptional || entry.peer);
    return (
      found.version === entry.version && found.integrity === entry.integrity && found.link === entry.link
    );
  });
}

function runNpm(args) {
  const npmScript = process.env.npm_execpath;
  const options = { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] };
  const startedAt = Date.now();
  const result = npmScript?.endsWith('.js')
    ? spawnSync(process.execPath, [npmScript, ...args], options)
    : spawnSync('npm', args, options);
  if (result.status !== 0) {
    console.error(
      'Installing the packages failed; the reason stands above. Is the package registry reachable?',
    );
    process.exit(result.status ?? 1);
  }
  console.log(`Packages installed in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`);
}

if (process.argv[1] === import.meta.filename) install();
