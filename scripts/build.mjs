import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { allBundles, bundledApps, bundleResults, workspaceAliases } from './bundle.mjs';
import { precompress } from './precompress.mjs';
import { runNode, seconds } from './run-command.mjs';
import { buildRunnerArchive } from './runner-archive.mjs';
import { openStamp } from './stamp.mjs';

const root = join(import.meta.dirname, '..');
const webFolder = join(root, 'apps/web');

const parts = {
  server: {
    sources: [
      'package-lock.json',
      'tsconfig.base.json',
      'scripts/bundle.mjs',
      'scripts/runner-archive.mjs',
      'scripts/tar.mjs',
      'packages',
      ...bundledApps.map((app) => `apps/${app}`),
    ],
    results: bundleResults,
    build: buildServer,
  },
  web: {
    sources: [
      'package-lock.json',
      'tsconfig.base.json',
      'scripts/precompress.mjs',
      'packages/contracts',
      'packages/domain',
      'packages/client',
      'apps/web',
    ],
    results: ['apps/web/out/index.html'],
    build: buildWeb,
  },
};

export const partNames = Object.keys(parts);

/** Builds the parts whose sources have changed since their last build. */
export async function build(names = partNames) {
  for (const name of names) {
    const part = parts[name];
    const stamp = openStamp(name, part.sources);
    if (stamp.isFresh() && findMissing(part) === undefined) continue;
    stamp.remove();
    console.log(`Building ${name} …`);
    const startedAt = performance.now();
    await part.build();
    const missing = findMissing(part);
    if (missing) throw new Error(`Building ${name} did not give ${missing}.`);
    stamp.write();
    console.log(`Built ${name} in ${seconds(performance.now() - startedAt)}.`);
  }
}

function findMissing(part) {
  return part.results.find((file) => !existsSync(join(root, file)));
}

async function buildServer() {
  const esbuild = await import('esbuild');
  await Promise.all([
    ...allBundles().map((options) => esbuild.build(options)),
    buildRunnerArchive(esbuild, workspaceAliases()),
  ]);
}

async function buildWeb() {
  const next = join(root, 'node_modules/next/dist/bin/next');
  const env = { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' };
  const result = await runNode([next, 'build'], { cwd: webFolder, env, capture: true });
  if (result.code !== 0) throw new Error(`next build failed:\n${result.output}`);
  await precompress(join(webFolder, 'out'));
}

function readNames(args) {
  const chosen = args[0] === '--only' ? args[1] : undefined;
  if (args.length > 0 && !partNames.includes(chosen)) {
    console.error(`Usage: node scripts/build.mjs [--only ${partNames.join('|')}]`);
    process.exit(2);
  }
  return chosen ? [chosen] : partNames;
}

if (process.argv[1] === import.meta.filename) {
  try {
    await build(readNames(process.argv.slice(2)));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
