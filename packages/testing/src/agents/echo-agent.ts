import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { AgentSetUp } from './agent-set-up.ts';
import { type Step, stepLine } from './echo/step.ts';

export interface EchoAgentOptions {
  /** A folder of its own for its history. */
  readonly home: string;
  /** Done for every prompt, whatever it says. */
  readonly steps?: readonly Step[];
  /** Done before the first message. Only what needs no session: exit, hang, write_stderr, break_protocol, … */
  readonly atStart?: readonly Step[];
  readonly withoutLoad?: boolean;
}

/**
 * How to start the echo agent, a real ACP program that does what its prompt spells out (`echoSteps`) and repeats a
 * prompt without steps. It starts as fast as Node itself: it is bundled once into one file.
 */
export async function configureEchoAgent(options: EchoAgentOptions): Promise<AgentSetUp> {
  const { home, steps, atStart, withoutLoad = false } = options;
  const args = [
    ...(steps ? ['--steps', echoSteps(...steps)] : []),
    ...(atStart ? ['--at-start', echoSteps(...atStart)] : []),
    ...(withoutLoad ? ['--without-load'] : []),
  ];
  return { argv: [process.execPath, await echoAgentProgram(), ...args], env: { HOME: home } };
}

/** The text for a prompt, or for a part of one such as a task's description. Other lines may stand around it. */
export function echoSteps(...steps: readonly Step[]): string {
  return steps.map(stepLine).join('\n');
}

/** Where the program lies. A sandbox hides it where this checkout stands in a home or a temp folder. */
export const echoAgentFolder = join(import.meta.dirname, '../../../../.cache/test/echo-agent');

let program: Promise<string> | undefined;

/** The bundled program, for `node PATH`. */
export function echoAgentProgram(): Promise<string> {
  program ??= bundle();
  return program;
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'echo/program.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    minify: true,
    write: false,
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error('esbuild wrote no echo agent');
  const hash = createHash('sha256').update(file.contents).digest('hex').slice(0, 16);
  const path = join(echoAgentFolder, `${hash}.mjs`);
  if (existsSync(path)) return path;
  mkdirSync(echoAgentFolder, { recursive: true });
  const half = `${path}.${process.pid}`;
  writeFileSync(half, file.contents);
  renameSync(half, path);
  return path;
}
