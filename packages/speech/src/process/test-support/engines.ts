import type { Audio } from '../../pcm.ts';
import { speechRate } from '../../pcm.ts';
import type { Recogniser } from '../../recognition.ts';
import { SpeechError } from '../../speech-error.ts';
import type { Synthesiser } from '../../synthesis.ts';
import { serveEngines } from '../serve-engines.ts';

/**
 * Engines without a model, for tests of the process around them: two pieces make a segment, whose text is the first
 * sample of each. A word of the vocabulary makes them misbehave.
 */
const numbers = (...pieces: Float32Array[]): string => pieces.map(([first]) => first).join(' ');

async function misbehave(vocabulary: readonly string[]): Promise<void> {
  if (vocabulary.includes('die')) process.kill(process.pid, 'SIGKILL');
  if (vocabulary.includes('grow')) {
    grown.push(Buffer.alloc(700 * 1024 * 1024, 1));
    await new Promise(() => {});
  }
  if (vocabulary.includes('work')) for (const until = Date.now() + 300; Date.now() < until; );
  if (vocabulary.includes('refuse')) throw new SpeechError('language_unknown', 'Not that one.');
}
const grown: Buffer[] = [];

const recogniser: Recogniser = {
  async recognise(pieces, tell, { vocabulary = [], onProgress } = {}) {
    let first: Float32Array | null = null;
    let samples = 0;
    for await (const piece of pieces) {
      await misbehave(vocabulary);
      samples += piece.length;
      if (first === null) first = piece;
      else {
        const start_s = (samples - piece.length - first.length) / speechRate;
        tell({ start_s, end_s: samples / speechRate, text: numbers(first, piece), confidence: 1 });
        first = null;
      }
      onProgress?.(samples / speechRate, (samples - (first?.length ?? 0)) / speechRate);
    }
    return {
      language: vocabulary.includes('environment') ? Object.keys(process.env).sort().join(' ') : 'en',
    };
  },
  async open({ vocabulary = [] }, tell) {
    let samples = 0;
    return {
      isLive: true,
      push(piece) {
        void misbehave(vocabulary);
        if (vocabulary.includes('cough')) tell({ type: 'speech_started', at_s: 0 });
        tell({ type: 'partial', text: numbers(piece), stable_chars: 0 });
        if (vocabulary.includes('cough')) tell({ type: 'speech_ended', at_s: 0, is_unfinished: false });
        samples += piece.length;
      },
      async end() {
        tell({
          type: 'segment',
          segment: { start_s: 0, end_s: samples / speechRate, text: 'all', confidence: 1 },
        });
      },
      cancel() {},
    };
  },
};

const synthesiser: Synthesiser = {
  voices: [],
  async *speak(text): AsyncGenerator<Audio> {
    for (const word of text.split(' ')) yield { samples: Float32Array.of(Number(word)), rate: speechRate };
  },
};

serveEngines(
  { recogniser: () => Promise.resolve(recogniser), synthesiser: () => Promise.resolve(synthesiser) },
  { memoryBytes: 600 * 1024 * 1024 },
);
