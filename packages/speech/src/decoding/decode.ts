import { resolve } from 'node:path';
import { speechRate } from '../pcm.ts';
import { programArgv } from '../process/program-file.ts';
import { SpeechError } from '../speech-error.ts';
import type { Bounds } from './confine.ts';
import { type Container, readContainer } from './container.ts';
import { type Decoder, startDecoder } from './decoder-process.ts';
import { type Ffmpeg, ffmpegArgv, ffmpegBounds, ffmpegProbe, findFfmpeg } from './ffmpeg.ts';
import { endsInsidePage } from './ogg-end.ts';
import { Peaks } from './peaks.ts';
import { claimedByWav } from './plain/wav.ts';

export interface AudioProbe {
  container: Container;
  /** Null where only decoding it will tell. */
  codec: string | null;
  /** How long the file says it is; many say nothing. */
  claimedS: number | null;
  sizeBytes: number;
}

export interface DecodingSummary {
  /** Counted, not claimed. */
  durationS: number;
  /** False for a file that ends early or is broken somewhere; what could be read of it was told. */
  isComplete: boolean;
  /** Why it is not complete, for a person. */
  note: string | null;
  /** How loud it is over its length: `peakCount` values of 0 to 1. */
  peaks: number[];
}

export interface DecodedAudio {
  probe: AudioProbe;
  /** At `speechRate`, as fast as they are taken. To be read once; rejects with `SpeechError`. */
  pieces: AsyncIterable<Float32Array>;
  /** Null until the pieces are over. */
  readonly summary: DecodingSummary | null;
}

export interface DecodeOptions {
  signal?: AbortSignal;
  /** Longer files are refused; 4 hours where it is not said. */
  mostS?: number;
  peakCount?: number;
  /** Where to begin; what lies before is not told. The summary then speaks of the rest alone. */
  fromS?: number;
  /** Null to decode without it; looked for on the PATH where it is not said. */
  ffmpeg?: Ffmpeg | null;
}

/** The longest that a file of this size may be: sound takes some bytes a second, silence included. */
export const plausibleS = (sizeBytes: number): number => 600 + sizeBytes / 64;

const plainBounds: Bounds = { cpuS: 600, memoryBytes: null, files: 256 };
const defaultMostS = 4 * 3600;
const withoutFfmpeg =
  'This kind of sound file needs ffmpeg on the server: install ffmpeg, or bring wav (PCM), mp3, flac, or Opus in webm or ogg.';

/** What is known of a file before it is decoded. Rejects with `bad_audio` for what is not taken, with `failed` for what may pass. */
export async function probeAudio(path: string, options: DecodeOptions = {}): Promise<AudioProbe> {
  const { container, sizeBytes, needsFfmpeg } = await readContainer(path);
  if (sizeBytes === 0) throw bad('The file is empty.');
  if (container === null) throw bad('This is not a sound file: wav, webm, mp4 (m4a), ogg, mp3 and flac are.');
  const plain = container === 'wav' ? await claimedByWav(path) : null;
  const ffmpeg = plain ? null : await ffmpegOf(options);
  if (ffmpeg === null && (needsFfmpeg || (container === 'wav' && plain === null))) throw bad(withoutFfmpeg);
  const found = ffmpeg ? await ffmpegProbe(ffmpeg, resolve(path), container, options.signal) : null;
  if (ffmpeg && found === null) throw bad('The file is broken: no sound could be found in it.');
  if (found && found.codec === null) throw bad('The file has no sound in it that can be read.');
  const claimedS = plain?.claimedS ?? found?.claimedS ?? null;
  refuseTooLong(claimedS ?? 0, sizeBytes, options.mostS ?? defaultMostS);
  return { container, codec: plain ? 'pcm' : (found?.codec ?? null), claimedS, sizeBytes };
}

/**
 * Decodes a file of whoever: in a child process without a network and with bounds on its time and memory, by ffmpeg
 * where it is there and `mp4` or an odd codec needs no other, else by decoders of our own choice.
 */
export async function decode(path: string, options: DecodeOptions = {}): Promise<DecodedAudio> {
  const probe = await probeAudio(path, options);
  const mostS = options.mostS ?? defaultMostS;
  const limitS = Math.min(mostS, plausibleS(probe.sizeBytes));
  const fromS = options.fromS ?? 0;
  const isPlain = probe.container === 'wav' && probe.codec === 'pcm';
  const ffmpeg = isPlain ? null : await ffmpegOf(options);
  const file = resolve(path);
  const start = (): Promise<Decoder> =>
    ffmpeg
      ? startDecoder(
          ffmpegArgv(ffmpeg, { path: file, container: probe.container, fromS, mostS: limitS + 1 }),
          ffmpegBounds,
          options.signal,
        )
      : startDecoder(
          programArgv('decode', [probe.container, file, String(fromS)]),
          plainBounds,
          options.signal,
        );
  let summary: DecodingSummary | null = null;
  const end = (done: DecodingSummary): void => {
    summary = done;
  };
  const isCut = async (): Promise<boolean> =>
    probe.container === 'ogg' && (await endsInsidePage(file, probe.sizeBytes));
  return {
    probe,
    pieces: watch(start, { probe, mostS, fromS, peakCount: options.peakCount ?? 800, isCut, end }),
    get summary() {
      return summary;
    },
  };
}

interface Watch {
  probe: AudioProbe;
  mostS: number;
  fromS: number;
  peakCount: number;
  /** Whether the file shows by itself that it ends early, where no decoder says so. */
  isCut(): Promise<boolean>;
  end(summary: DecodingSummary): void;
}

/** Starts the program when the first piece is asked for, so that none is left behind by whoever never asks. */
async function* watch(
  start: () => Promise<Decoder>,
  { probe, mostS, fromS, peakCount, isCut, end }: Watch,
): AsyncGenerator<Float32Array> {
  const decoder = await start();
  const peaks = new Peaks();
  let samples = 0;
  for await (const piece of decoder.pieces) {
    samples += piece.length;
    refuseTooLong(fromS + samples / speechRate, probe.sizeBytes, mostS);
    peaks.add(piece);
    yield piece;
  }
  const { fault, isKilled, said } = await decoder.end();
  // What it gave would pass for all that there is.
  if (isKilled) throw new SpeechError('failed', 'Reading the sound was ended in the middle. Try it again.');
  if (samples === 0 && fromS === 0)
    throw bad(`The file holds no sound${said === '' ? '' : `: ${lastLine(said)}`}.`);
  const durationS = samples / speechRate;
  const note = noteOf(fault, (await isCut()) || cutShort.test(said), fromS + durationS, probe.claimedS);
  end({ durationS, isComplete: note === null, note, peaks: peaks.toArray(peakCount) });
}

const cutShort = /ended prematurely|partial file|truncat|ends early/i;

function noteOf(
  fault: string | null,
  isCut: boolean,
  durationS: number,
  claimedS: number | null,
): string | null {
  if (fault !== null) return `Only the first ${durationS.toFixed(1)} s could be read: ${fault}.`;
  const isShort = claimedS !== null && durationS < claimedS * 0.98 - 0.5;
  if (isShort) return `The file ends early: ${durationS.toFixed(1)} of ${claimedS.toFixed(1)} s are there.`;
  return isCut ? `The file ends early: ${durationS.toFixed(1)} s are there.` : null;
}

function refuseTooLong(seconds: number, sizeBytes: number, mostS: number): void {
  const hours = (s: number): string => `${(s / 3600).toFixed(1)} hours`;
  if (seconds > mostS) throw bad(`The recording is longer than ${hours(mostS)}.`);
  if (seconds > plausibleS(sizeBytes)) {
    throw bad(`The file is not what it says: ${hours(seconds)} of sound in ${sizeBytes} bytes.`);
  }
}

const ffmpegOf = async (options: DecodeOptions): Promise<Ffmpeg | null> =>
  options.ffmpeg === undefined ? findFfmpeg() : options.ffmpeg;
const bad = (sentence: string): SpeechError => new SpeechError('bad_audio', sentence);
/** A decoder names the file by the path on this machine, which is nobody's business. */
const lastLine = (said: string): string =>
  (said.split('\n').at(-1) ?? '').replaceAll(/(file:)?\/[^\s:]*/g, 'the file').slice(0, 200);
