import type { Audio } from './pcm.ts';
import { ofThisMachine, type Speech, type SpeechPart } from './speech.ts';
import { SpeechError } from './speech-error.ts';

const off: SpeechPart = { state: 'off', engine: 'none', ...ofThisMachine, detail: 'SPEECH is off.' };
const refusal = (): SpeechError => new SpeechError('no_model', 'Speech is off: SPEECH=off is set.');

/** Speech where it was turned off: refuses everything. */
export const noSpeech: Speech = {
  voices: [],
  recognise: () => Promise.reject(refusal()),
  open: () => Promise.reject(refusal()),
  speak: () => refuse(),
  health: () => Promise.resolve({ recognition: off, synthesis: off, languages: [] }),
  stop: () => Promise.resolve(),
};

// biome-ignore lint/correctness/useYield: it refuses when it is first asked for a sentence.
async function* refuse(): AsyncGenerator<Audio> {
  throw refusal();
}
