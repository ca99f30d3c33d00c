import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { SpeechInput } from '@overmind/contracts/entities/speech';
import { newId } from '@overmind/db/database';
import {
  dropSpoken,
  dropSpokenOverBound,
  dropSpokenUnused,
  findSpoken,
  insertSpoken,
} from '@overmind/db/queries/voice/spoken';
import { type Audio, speechRate } from '@overmind/speech/pcm';
import type { Speech } from '@overmind/speech/speech';
import { toS16, toWav, wavHeader } from '@overmind/speech/wav/write';
import { systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { placeFiles } from '../files/place.ts';
import { removeFiles } from '../files/remove.ts';
import { write } from '../write.ts';
import { fromSpeech } from './speech-fault.ts';
import { speechFor } from './speech-for.ts';

const mostCachedBytes = 256 * 1024 * 1024;
const mostSpokenBytes = 64 * 1024 * 1024;
/** Writing what was spoken takes no longer. */
const graceMs = 3_600_000;

export interface Spoken {
  /** A WAV file. Whoever takes it reads or destroys it. */
  content: Readable;
  /** Null while it is still being spoken. */
  sizeBytes: number | null;
}

async function keyOf(speech: Speech, { text, voice, rate }: SpeechInput): Promise<string> {
  const { engine } = (await speech.health()).synthesis;
  return createHash('sha256')
    .update(JSON.stringify([engine, voice ?? null, rate, text]))
    .digest('hex');
}

async function keep(core: Core, key: string, wav: readonly Buffer[]): Promise<void> {
  const path = `speech/${newId()}.wav`;
  await placeFiles(core, path, graceMs, async (keepFile) => {
    const { sizeBytes } = await core.storage.put(path, Readable.from(wav), mostSpokenBytes);
    await write(core, systemCall, async (w) => {
      if (!(await insertSpoken(w.tx, { key, storage_path: path, size_bytes: sizeBytes }))) return;
      await keepFile(w);
      for (const old of await dropSpokenOverBound(w.tx, mostCachedBytes)) await removeFiles(core, w, old);
    });
  });
}

const keptDays = 30;
const sliceSize = 1_000;

const dropSlice = (core: Core): Promise<number> =>
  write(core, systemCall, async (w) => {
    const old = await dropSpokenUnused(w.tx, { days: keptDays, limit: sliceSize });
    for (const path of old) await removeFiles(core, w, path);
    return old.length;
  });

/** Drops what was not spoken for a long time: it may tell of what is deleted since. In slices. */
export async function dropOldSpoken(core: Core): Promise<void> {
  while ((await dropSlice(core)) === sliceSize);
}

/** As it is spoken; kept when it was spoken to its end. */
async function* streamed(core: Core, key: string, first: Audio, rest: AsyncIterator<Audio>) {
  const parts: Buffer[] = [];
  yield wavHeader(first.rate, null);
  try {
    for (let audio: Audio | undefined = first; audio !== undefined; ) {
      const bytes = toS16(audio.samples);
      parts.push(bytes);
      yield bytes;
      const next = await rest.next();
      audio = next.done === true ? undefined : next.value;
    }
  } finally {
    await rest.return?.();
  }
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  await keep(core, key, [wavHeader(first.rate, size), ...parts]).catch((error: unknown) =>
    core.log.warn({ err: error }, 'what was spoken could not be kept for the next time'),
  );
}

const silenceS = 0.1;

/** For a text in which the voice finds no sound, as a smile or another script: players take no file without a sample. */
function silence(): Spoken {
  const wav = toWav(new Float32Array(silenceS * speechRate));
  return { content: Readable.from([wav]), sizeBytes: wav.length };
}

/** Null when the file is there, else why it cannot be read. */
const whyUnreadable = (content: Readable): Promise<Error | null> =>
  new Promise((resolve) => {
    content.once('readable', () => resolve(null));
    content.once('error', resolve);
  });

const isGone = (error: Error): boolean => 'code' in error && error.code === 'ENOENT';

/** Null where it is to be spoken anew. */
async function findKept(core: Core, key: string): Promise<Spoken | null> {
  const known = await findSpoken(core.db, key);
  if (known === null) return null;
  const content = core.storage.read(known.storage_path);
  const error = await whyUnreadable(content);
  if (error === null) return { content, sizeBytes: known.size_bytes };
  // Only once nothing says that it is kept can it be kept again.
  if (isGone(error)) await dropSpoken(core.db, key, known.storage_path);
  return null;
}

const has = ({ voices }: Speech, wanted: string | null): boolean => voices.some(({ id }) => id === wanted);

/** A voice of the service is none of this machine, which speaks with its usual one where it speaks instead. */
function voiceOf(core: Core, speech: Speech, asked: string | undefined, usual: string | null) {
  if (asked === undefined) return usual !== null && has(speech, usual) ? usual : undefined;
  return has(core.speech, asked) && !has(speech, asked) ? undefined : asked;
}

/**
 * A text as speech, sentence by sentence as they are spoken, or as it was spoken before. `usual` is the voice where none
 * is asked for; one that is not there any more is nobody's.
 */
export async function speakText(
  core: Core,
  asked: SpeechInput,
  usual: string | null = null,
): Promise<Spoken> {
  try {
    const speech = await speechFor(core, asked.project_id ?? null, 'synthesis');
    const input = { ...asked, voice: voiceOf(core, speech, asked.voice, usual) };
    const key = await keyOf(speech, input);
    const kept = await findKept(core, key);
    if (kept !== null) return kept;
    const { text, voice, rate } = input;
    const ended = new AbortController();
    const options = { rate, signal: ended.signal, ...(voice === undefined ? {} : { voice }) };
    const audio = speech.speak(text, options)[Symbol.asyncIterator]();
    const first = await audio.next();
    if (first.done === true) return silence();
    const content = Readable.from(streamed(core, key, first.value, audio), { objectMode: false });
    content.once('close', () => ended.abort());
    return { content, sizeBytes: null };
  } catch (error) {
    throw fromSpeech(error);
  }
}
