import { readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runnerArchive } from './runner-archive.mjs';

const root = join(import.meta.dirname, '..');

export const bundledApps = ['server', 'runner', 'cli'];
/** Programs that only the demo starts, each of one file; the agent is named as people see it on each of its runs. */
const demoPrograms = {
  'out/scripted-demo-agent.mjs': 'src/demo/agent/program.ts',
  'out/scripted-demo-model.mjs': 'src/demo/models/program.ts',
};

/** Programs that are started by whoever hears, speaks or decodes; no other program loads what they load. */
const speechPrograms = { speech: 'src/process/program.ts', decode: 'src/decoding/plain/program.ts' };

/** All that is bundled. */
export const allBundles = () => [
  ...bundledApps.map(bundleOptions),
  speechOptions(),
  ...Object.entries(demoPrograms).map(standaloneOptions),
];
export const bundleResults = [
  ...bundledApps.map((app) => `apps/${app}/dist/main.js`),
  ...Object.keys(speechPrograms).map((name) => `packages/speech/dist/${name}.js`),
  ...Object.keys(demoPrograms).map((file) => `apps/cli/${file}`),
  runnerArchive,
];

/** esbuild's options for one app: workspace packages are inlined, packages from npm stay outside. */
function bundleOptions(app) {
  const folder = join(root, 'apps', app);
  return {
    absWorkingDir: folder,
    entryPoints: ['src/main.ts', ...threadFiles(folder)],
    outbase: 'src',
    outdir: 'dist',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    packages: 'external',
    alias: workspaceAliases(),
    metafile: true,
    logLevel: 'warning',
    plugins: [dropStaleOutput(folder)],
  };
}

function speechOptions() {
  return {
    absWorkingDir: join(root, 'packages/speech'),
    entryPoints: speechPrograms,
    outdir: 'dist',
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    packages: 'external',
    alias: workspaceAliases(),
    logLevel: 'warning',
  };
}

/** A program of one file, with all that it needs: it is run where nothing of this folder can be seen but itself. */
function standaloneOptions([outfile, entry]) {
  return {
    absWorkingDir: join(root, 'apps/cli'),
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    logLevel: 'warning',
  };
}

/** A thread needs a file of its own: `src/<folder>/worker.ts` becomes `dist/<folder>/worker.js`. */
function threadFiles(folder) {
  const files = readdirSync(join(folder, 'src'), { recursive: true });
  return files.filter((file) => /(^|[/-])worker\.ts$/.test(file)).map((file) => join('src', file));
}

export function workspaceAliases() {
  const names = readdirSync(join(root, 'packages'));
  return Object.fromEntries(names.map((name) => [`@overmind/${name}`, join(root, 'packages', name, 'src')]));
}

/** Chunks have a hash in their name, so every change would leave its predecessor behind. */
function dropStaleOutput(folder) {
  return {
    name: 'drop-stale-output',
    setup(build) {
      build.onEnd((result) => {
        if (!result.metafile) return;
        const written = new Set(Object.keys(result.metafile.outputs));
        for (const entry of readdirSync(join(folder, 'dist'), { recursive: true, withFileTypes: true })) {
          const path = join(entry.parentPath, entry.name);
          if (entry.isFile() && !written.has(relative(folder, path))) rmSync(path, { force: true });
        }
      });
    },
  };
}
