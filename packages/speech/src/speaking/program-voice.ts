import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Audio } from '../pcm.ts';
import { SpeechError } from '../speech-error.ts';
import { readWav } from '../wav/blocks.ts';
import type { FoundProgram, VoiceProgram } from './programs.ts';
import type { Saying, SentenceVoice } from './sentence-voice.ts';

const run = promisify(execFile);
const maxSeconds = 20;

/** Has a program say each sentence, in a process of its own. */
export class ProgramVoice implements SentenceVoice {
  readonly #found: FoundProgram;
  readonly #over = new AbortController();

  constructor(found: FoundProgram) {
    this.#found = found;
  }

  get voices(): SentenceVoice['voices'] {
    return this.#found.program.voices;
  }

  async *say(sentence: string, { voice, rate, signal }: Saying): AsyncGenerator<Audio> {
    const folder = await mkdtemp(join(tmpdir(), 'overmind-voice-'));
    try {
      const file = join(folder, 'sentence.wav');
      // A space before it, so that a sentence that begins with a dash is none of the options.
      await this.#run({ sentence: ` ${sentence.replaceAll('\0', '')}`, voice, rate, file }, signal);
      yield await readSpoken(await readFile(file));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #run(asked: Parameters<VoiceProgram['args']>[0], signal: AbortSignal | undefined): Promise<void> {
    const { path, program } = this.#found;
    await run(path, program.args(asked), {
      ...{ timeout: maxSeconds * 1000, killSignal: 'SIGKILL' },
      signal: AbortSignal.any([this.#over.signal, ...(signal === undefined ? [] : [signal])]),
      // It needs nothing of what this process was started with.
      env: {},
    });
  }

  async close(): Promise<void> {
    this.#over.abort();
  }
}

async function readSpoken(file: Buffer): Promise<Audio> {
  try {
    return await readWav(file);
  } catch (cause) {
    throw new SpeechError('failed', 'The voice program wrote no sound that can be read.', { cause });
  }
}
