import { fileURLToPath } from 'node:url';
import { findUpwards } from '../models/find-upwards.ts';
import { SpeechError } from '../speech-error.ts';

const sources = {
  speech: new URL('./program.ts', import.meta.url),
  decode: new URL('../decoding/plain/program.ts', import.meta.url),
} as const;

export type ProgramName = keyof typeof sources;

export interface ProgramFile {
  path: string;
  execArgv: string[];
}

/** A program of this package: its bundle, or its source where this file is one. */
export function programFile(name: ProgramName): ProgramFile {
  if (import.meta.url.endsWith('.ts')) {
    return { path: fileURLToPath(sources[name]), execArgv: ['--import', import.meta.resolve('tsx')] };
  }
  const path = findUpwards(`packages/speech/dist/${name}.js`);
  if (path === null) throw new SpeechError('failed', `The program ${name} is not built: npm run build`);
  return { path, execArgv: [] };
}

export function programArgv(name: ProgramName, args: readonly string[]): string[] {
  const { path, execArgv } = programFile(name);
  return [process.execPath, '--max-old-space-size=256', ...execArgv, path, ...args];
}
