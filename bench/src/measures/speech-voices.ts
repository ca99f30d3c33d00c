/*
 * How well commands and dictations are heard in other voices, paces and rooms, all made from the product's own voice:
 * nothing is fetched. A higher or deeper voice has its tones moved and its pace kept; the other changes stand for a hurry,
 * a far microphone and a bad line. Synthesised speech is clearer than people's: the rows compare with each other.
 */

import { speechRate } from '@overmind/speech/pcm';
import type { OpenSynthesiser } from '@overmind/speech/speaking/sentence-voice';
import type { Figure } from '../result.ts';
import { count } from '../stats.ts';
import { openEars } from './speech-ears.ts';
import { atSpeechRate, commands, dictations, openOwnVoice, spoken } from './speech-own-voice.ts';
import { withEcho, withNoise } from './speech-sounds.ts';
import { textOf } from './speech-text.ts';
import { addErrors, countWordErrors, shareOf, type WordErrors } from './speech-words.ts';

type Speak = (voice: OpenSynthesiser, said: string) => Promise<Float32Array>;

/** Tones as much higher, at the same pace: spoken slower by as much, and played faster. */
const pitched =
  (factor: number): Speak =>
  async (voice, said) =>
    atSpeechRate(await spoken(voice, said, 1 / factor), Math.round(speechRate * factor));
const paced =
  (rate: number): Speak =>
  (voice, said) =>
    spoken(voice, said, rate);
const changed =
  (change: (samples: Float32Array) => Float32Array): Speak =>
  async (voice, said) =>
    change(await spoken(voice, said));

const telephone = (samples: Float32Array): Float32Array => {
  const narrow = atSpeechRate(samples, speechRate * 2);
  return atSpeechRate(narrow, speechRate / 2);
};

const ways: readonly [what: string, speak: Speak][] = [
  ['the voice as it is', paced(1)],
  ['a quarter slower', paced(0.75)],
  ['a quarter faster', paced(1.25)],
  ['half again as fast', paced(1.5)],
  ['a deeper voice', pitched(0.85)],
  ['a much deeper voice', pitched(0.75)],
  ['a higher voice', pitched(1.15)],
  ['a child’s voice', pitched(1.3)],
  ['noise at 20 dB', changed((samples) => withNoise(samples, 20))],
  ['noise at 10 dB', changed((samples) => withNoise(samples, 10))],
  ['across a room', changed(withEcho)],
  ['telephone (8 kHz)', changed(telephone)],
];

/** A row for each voice: how many of the words are heard wrongly. `most` sentences of each kind are said. */
export async function measureVoices(most: number): Promise<Figure[]> {
  await using ears = await openEars(1);
  await using voice = await openOwnVoice();
  const sentences = [...commands.slice(0, most), ...dictations.slice(0, most)];
  const all: [what: string, heard: WordErrors][] = [];
  for (const [what, speak] of ways) {
    const heard: WordErrors[] = [];
    for (const said of sentences)
      heard.push(countWordErrors(said, await textOf(ears, await speak(voice, said))));
    all.push([what, addErrors(heard)]);
  }
  const plain = all[0]?.[1].errors ?? 0;
  return all.map(([what, heard], index) => ({
    ...{ what: `voices: words wrong, ${what}`, value: shareOf(heard), goal: '' },
    beside: index === 0 ? `${count(heard.words)} words, synthesised` : comparedTo(heard.errors, plain),
    data: { ...heard },
  }));
}

const comparedTo = (errors: number, plain: number): string =>
  `${count(errors)} wrong, ${count(plain)} as it is${plain === 0 ? '' : `: ${(errors / plain).toFixed(1)} ×`}`;
