import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { tar } from './tar.mjs';

const root = join(import.meta.dirname, '..');

/** What a server hands to other machines: the runner with all that it needs but Node and git. */
export const runnerArchive = 'apps/runner/out/overmind-runner.tgz';

/** Some packages ask for others by `require`, which a module does not have. */
const banner =
  "import { createRequire as createRequireOfBundle } from 'node:module';\n" +
  'const require = createRequireOfBundle(import.meta.url);';

export async function buildRunnerArchive(esbuild, alias) {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: join(root, 'apps/runner'),
    entryPoints: { runner: 'src/standalone.ts' },
    outdir: 'out',
    outExtension: { '.js': '.mjs' },
    write: false,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    banner: { js: banner },
    alias,
    logLevel: 'warning',
  });
  const programs = outputFiles.map(({ path, contents }) => ({
    name: relative(join(root, 'apps/runner/out'), path),
    content: Buffer.from(contents),
  }));
  const licence = { name: 'LICENSE', content: readFileSync(join(root, 'LICENSE')) };
  const archive = gzipSync(tar([...programs, licence, ...compiledParts()]), { level: 9 });
  mkdirSync(dirname(join(root, runnerArchive)), { recursive: true });
  writeFileSync(join(root, runnerArchive), archive);
}

/** Of the pseudoterminal's compiled parts those for the systems that are installed: usually this machine's. */
function compiledParts() {
  const folder = join(root, 'node_modules/@lydell');
  const systems = readdirSync(folder).filter((name) => name.startsWith('node-pty-'));
  return systems.flatMap((system) =>
    readdirSync(join(folder, system), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ name: relative(root, path), content: readFileSync(path) })),
  );
}
