import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from '@overmind/contracts/entities/agent';
import type { Inspection } from '@overmind/contracts/entities/runner';
import { z } from 'zod';

export type Detected = Extract<Inspection, { ok: true }>['detected'];
type Purpose = keyof Detected;
const purposes = ['test', 'lint', 'build', 'format'] as const satisfies readonly Purpose[];

const PackageJson = z.object({
  packageManager: z.string().optional().catch(undefined),
  scripts: z.record(z.string(), z.unknown()).default({}).catch({}),
});
const mostFileBytes = 1024 * 1024;
const mostFolders = 400;

/** The commands that prove a repository's work, read from its build files; nothing is run. */
export async function detectCommands(folder: string): Promise<Detected> {
  const detected: Detected = { test: [], lint: [], build: [], format: [] };
  const files = new Set(await readdir(folder));
  const add = (purpose: Purpose, run: string[]): void => {
    const isKnown = detected[purpose].some((command) => command.run.join('\0') === run.join('\0'));
    if (!isKnown) detected[purpose].push(toCommand(purpose, run, detected[purpose].length));
  };
  if (files.has('package.json')) await detectNode(folder, files, add);
  await detectOthers(folder, files, add);
  const makefile = ['GNUmakefile', 'makefile', 'Makefile'].find((name) => files.has(name));
  if (makefile !== undefined) detectMake(await read(folder, makefile), detected, add);
  return detected;
}

type Add = (purpose: Purpose, run: string[]) => void;

const toCommand = (purpose: Purpose, run: string[], index: number): Command => ({
  name: index === 0 ? purpose : `${purpose} (${run[0]})`,
  run,
  timeout_s: 600,
  allow_failure: false,
  cwd: '.',
});

async function detectNode(folder: string, files: ReadonlySet<string>, add: Add): Promise<void> {
  const parsed = PackageJson.safeParse(parseJson(await read(folder, 'package.json')));
  if (!parsed.success) return;
  const { scripts, packageManager } = parsed.data;
  const manager = chooseManager(packageManager, files);
  for (const purpose of purposes) {
    const script = scripts[purpose];
    if (typeof script !== 'string' || script.trim() === '' || script.includes('no test specified')) continue;
    add(purpose, purpose === 'test' ? [manager, 'test'] : [manager, 'run', purpose]);
  }
  const hasTest = typeof scripts.test === 'string' && !scripts.test.includes('no test specified');
  if (!hasTest && (await hasFile(folder, /\.test\.[cm]?js$/))) add('test', ['node', '--test']);
}

function chooseManager(declared: string | undefined, files: ReadonlySet<string>): string {
  const name = /^(npm|pnpm|yarn|bun)@/.exec(declared ?? '')?.[1];
  if (name !== undefined) return name;
  if (files.has('pnpm-lock.yaml')) return 'pnpm';
  if (files.has('yarn.lock')) return 'yarn';
  return 'npm';
}

async function detectOthers(folder: string, files: ReadonlySet<string>, add: Add): Promise<void> {
  if (files.has('go.mod')) {
    add('test', ['go', 'test', './...']);
    add('lint', ['go', 'vet', './...']);
    add('build', ['go', 'build', './...']);
  }
  if (files.has('Cargo.toml')) {
    add('test', ['cargo', 'test']);
    add('build', ['cargo', 'build']);
    add('format', ['cargo', 'fmt', '--check']);
  }
  const project = files.has('pyproject.toml') ? await read(folder, 'pyproject.toml') : '';
  const isPytest = /pytest/.test(project) || files.has('pytest.ini') || files.has('conftest.py');
  if (isPytest || (await hasPythonTests(folder, files))) add('test', ['python3', '-m', 'pytest']);
  if (/\[tool\.ruff/.test(project)) {
    add('lint', ['ruff', 'check', '.']);
    add('format', ['ruff', 'format', '--check', '.']);
  }
}

async function hasPythonTests(folder: string, files: ReadonlySet<string>): Promise<boolean> {
  const isPython = ['pyproject.toml', 'setup.py', 'setup.cfg', 'requirements.txt'].some((name) =>
    files.has(name),
  );
  return isPython && (await hasFile(folder, /^test_.*\.py$|_test\.py$/));
}

function detectMake(text: string, detected: Detected, add: Add): void {
  const targets = new Set([...text.matchAll(/^([A-Za-z][\w-]*)\s*:(?!=)/gm)].map((match) => match[1]));
  for (const purpose of purposes) {
    if (detected[purpose].length === 0 && targets.has(purpose)) add(purpose, ['make', purpose]);
  }
}

/** Looks through a bounded number of folders, dependencies and hidden ones left out. */
async function hasFile(top: string, pattern: RegExp): Promise<boolean> {
  const folders = [top];
  for (let index = 0; index < folders.length && index < mostFolders; index++) {
    const folder = folders[index] ?? top;
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (entry.isFile() && pattern.test(entry.name)) return true;
      const isSkipped =
        entry.name.startsWith('.') || ['node_modules', 'dist', 'vendor', 'target'].includes(entry.name);
      if (entry.isDirectory() && !isSkipped) folders.push(join(folder, entry.name));
    }
  }
  return false;
}

async function read(folder: string, name: string): Promise<string> {
  try {
    return (await readFile(join(folder, name), 'utf8')).slice(0, mostFileBytes);
  } catch {
    return ''; // Unreadable, or a folder of that name: nothing to detect.
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
