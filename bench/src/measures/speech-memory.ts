import { join } from 'node:path';
import { localHealth } from '@overmind/speech/process/local-speech';
import { ProcessSpeech } from '@overmind/speech/process/process-speech';
import { memoryBytes } from '../processes.ts';
import type { Figure } from '../result.ts';
import { megabytes } from '../stats.ts';
import { findClips, readSamples } from './speech-clips.ts';

const root = join(import.meta.dirname, '../../..');
const models = join(root, 'models/speech');
const folders = {
  recognition: join(models, 'moonshine-tiny-en'),
  languages: ['en'],
  activity: join(models, 'silero-vad'),
  synthesis: join(models, 'hibari-heart'),
  ...{ threads: 1, memoryBytes: 1.5 * 1024 ** 3 },
};

async function* soundOf(most: number): AsyncGenerator<Float32Array> {
  const { clips } = await findClips();
  for (const { path } of clips.slice(0, most)) yield readSamples(path);
}

/** What the product's process takes, alone as it is there: once it has heard, and once it has spoken as well. */
export async function measureSpeechMemory(clips: number): Promise<Figure[]> {
  const path = join(root, 'packages/speech/dist/speech.js');
  const speech = new ProcessSpeech({
    ...{
      idleMs: 60_000,
      voices: [],
      health: () => localHealth({ own: null, pulled: models, shipped: models }),
    },
    program: async () => ({ path, execArgv: [], args: [JSON.stringify(folders)], heapMegabytes: 512 }),
  });
  try {
    await speech.recognise(soundOf(clips), () => {});
    const pid = (await speech.pid()) ?? 0;
    const hearing = memoryBytes(pid);
    for await (const _ of speech.speak('Three tests failed in checkout. Shall I fix them?'));
    const both = memoryBytes(pid);
    const value = `${megabytes(hearing)} / ${megabytes(both)}`;
    const what = 'speech: memory of the process that hears / and that spoke as well';
    return [{ what, value, goal: '', beside: 'what it shares counted in part', data: { hearing, both } }];
  } finally {
    await speech.stop();
  }
}
