import { fileURLToPath } from 'node:url';
import type { SpeechHealth } from '../../speech.ts';
import type { EngineProgram } from '../engine-process.ts';
import { ProcessSpeech, type ProcessSpeechSettings } from '../process-speech.ts';

export const testProgram: EngineProgram = {
  path: fileURLToPath(new URL('./engines.ts', import.meta.url)),
  execArgv: ['--import', import.meta.resolve('tsx')],
  args: [],
  heapMegabytes: 256,
};

/** A real process with engines that need no model. */
export const openTestSpeech = (settings: Partial<ProcessSpeechSettings> = {}): ProcessSpeech =>
  new ProcessSpeech({
    program: () => Promise.resolve(testProgram),
    idleMs: 60_000,
    voices: [],
    health: () => Promise.reject<SpeechHealth>(new Error('nobody asks')),
    ...settings,
  });
