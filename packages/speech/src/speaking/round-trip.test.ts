import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRecogniser } from '../hearing/open-recogniser.ts';
import { type Audio, speechRate } from '../pcm.ts';
import type { Recogniser } from '../recognition.ts';
import type { Synthesiser } from '../synthesis.ts';
import { chooseVoice } from './choose.ts';

const models = join(import.meta.dirname, '../../../../models/speech');

/** At the rate of recognition, each sample between two of the voice's. */
function resampled({ samples, rate }: Audio): Float32Array {
  const step = rate / speechRate;
  return Float32Array.from({ length: Math.floor(samples.length / step) }, (_, index) => {
    const at = Math.floor(index * step);
    const share = index * step - at;
    return (samples[at] ?? 0) * (1 - share) + (samples[at + 1] ?? 0) * share;
  });
}

async function* voiceOf(synthesiser: Synthesiser, text: string): AsyncGenerator<Float32Array> {
  const silence = new Float32Array(speechRate / 2);
  yield silence;
  for await (const audio of synthesiser.speak(text)) yield resampled(audio);
  yield silence;
}

async function heard(recogniser: Recogniser, pieces: AsyncIterable<Float32Array>): Promise<string> {
  const texts: string[] = [];
  await recogniser.recognise(pieces, ({ text }) => void texts.push(text));
  return texts
    .join(' ')
    .toLowerCase()
    .replace(/[^a-z0-9 ]/g, ' ');
}

/** Texts as `speakable` writes them, and words that must come back. */
const said: readonly [text: string, words: readonly string[]][] = [
  ['The tests passed. Shall I merge the branch?', ['test', 'passed', 'merge', 'branch']],
  ['Alder finished the login page in three minutes.', ['finished', 'page', 'minutes']],
  ['Two tests still fail, and nothing else has changed.', ['two|2', 'tests', 'fail', 'nothing', 'changed']],
  ['The deployment to staging failed at 9:30 AM.', ['staging', 'failed', '9 30|nine thirty']],
];

describe('what is spoken', () => {
  it('is understood by what hears', async () => {
    const choice = await chooseVoice(join(models, 'hibari-heart'), '');
    if (choice === null) throw new Error('There is no voice.');
    await using synthesiser = await choice.open();
    await using recogniser = await openRecogniser({
      recognition: join(models, 'moonshine-tiny-en'),
      activity: join(models, 'silero-vad'),
    });
    for (const [text, words] of said) {
      const understood = await heard(recogniser, voiceOf(synthesiser, text));
      for (const word of words) expect(understood).toMatch(new RegExp(word));
    }
  });
});
