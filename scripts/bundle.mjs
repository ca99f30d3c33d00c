import { readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');

export const bundledApps = ['server', 'runner', 'cli'];

/** esbuild's options for one app: workspace packages are inlined, packages from npm stay outside. */
export function bundleOptions(app) {
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

/** A thread needs a file of its own: `src/<folder>/worker.ts` becomes `dist/<folder>/worker.js`. */
function threadFiles(folder) {
  const files = readdirSync(join(folder, 'src'), { recursive: true });
  return files.filter((file) => /(^|[/-])worker\.ts$/.test(file)).map((file) => join('src', file));
}

function workspaceAliases() {
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
