import { join } from 'node:path';
import { localHealth } from '@overmind/speech/process/local-speech';
import { ProcessSpeech } from '@overmind/speech/process/process-speech';
import { memoryBytes, peakMemoryBytes } from '../processes.ts';
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

const memoryOf = (pid: number) => ({ now: memoryBytes(pid), peak: peakMemoryBytes(pid) });

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
    const hearing = memoryOf(pid);
    for await (const _ of speech.speak('Three tests failed in checkout. Shall I fix them?'));
    const both = memoryOf(pid);
    return [
      toFigure('after it heard / and spoke as well', hearing.now, both.now, 'what it shares counted in part'),
      toFigure('at most until then', hearing.peak, both.peak, 'resident, what it shares counted whole'),
    ];
  } finally {
    await speech.stop();
  }
}

function toFigure(when: string, hearing: number, both: number, beside: string): Figure {
  const value = `${megabytes(hearing)} / ${megabytes(both)}`;
  return { what: `speech: memory of its process ${when}`, value, goal: '', beside, data: { hearing, both } };
}
