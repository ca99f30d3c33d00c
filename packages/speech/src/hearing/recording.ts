import { Framer } from '../activity/frames.ts';
import { frameSize } from '../activity/silero.ts';
import type { Utterance } from '../activity/utterance.ts';
import { type ActivityEvent, recordingCuts, Utterances } from '../activity/utterances.ts';
import { speechRate } from '../pcm.ts';
import type { Recogniser } from '../recognition.ts';
import { SpeechError } from '../speech-error.ts';
import { type Ears, languageFor, phrasesFor } from './ears.ts';
import { hear } from './hear.ts';
import { closed } from './spelling.ts';

type Arguments = Parameters<Recogniser['recognise']>;
const framesBetweenReports = Math.round(speechRate / frameSize);

/** Hears a recording (`Recogniser.recognise`) and keeps no more of it than one utterance. */
export async function hearRecording(
  ears: Ears,
  pieces: Arguments[0],
  tell: Arguments[1],
  options: NonNullable<Arguments[2]>,
): Promise<{ language: string }> {
  const { signal, onProgress } = options;
  const language = languageFor(ears, options.language);
  const phrases = phrasesFor(ears, options);
  const meter = ears.detector.newMeter();
  const utterances = new Utterances(recordingCuts);
  const tellOf = async ({ samples, start_s, end_s }: Utterance, isEnd: boolean): Promise<void> => {
    const heard = hear(ears.moonshine, samples, { phrases, signal });
    const { text, confidence } = await heard.catch((error: unknown) => {
      throwIfAborted(signal);
      throw error;
    });
    const said = isEnd ? closed(text) : text;
    if (said !== '') tell({ start_s, end_s, text: said, confidence });
  };
  const handle = async (events: readonly ActivityEvent[]): Promise<void> => {
    for (const event of events) if (event.type === 'utterance') await tellOf(event.utterance, event.isEnd);
  };
  let frames = 0;
  for await (const samples of framesOfAll(pieces)) {
    throwIfAborted(signal);
    const probability = await meter.measure(samples);
    await handle(utterances.push({ samples, probability }));
    frames += 1;
    if (frames % framesBetweenReports === 0)
      onProgress?.((frames * frameSize) / speechRate, utterances.takenS);
  }
  if (frames === 0) throw new SpeechError('bad_audio', 'The recording holds no sound at all.');
  await handle(utterances.flush());
  const endS = (frames * frameSize) / speechRate;
  onProgress?.(endS, endS);
  return { language };
}

async function* framesOfAll(pieces: AsyncIterable<Float32Array>): AsyncGenerator<Float32Array> {
  const framer = new Framer();
  for await (const piece of pieces) yield* framer.push(piece);
  const rest = framer.flush();
  if (rest !== null) yield rest;
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new SpeechError('aborted', 'The recording is not heard any further.');
}
