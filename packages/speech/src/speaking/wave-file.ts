import type { Audio } from '../pcm.ts';
import { SpeechError } from '../speech-error.ts';

/** What a program writes that cannot know the length yet is read to its end. */
const chunkHead = 8;

/** Reads a WAV file of 16-bit samples, the first channel of it. Throws `SpeechError` for anything else. */
export function readWave(file: Buffer): Audio {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE')
    throw unreadable();
  let format: { rate: number; channels: number } | undefined;
  for (let at = 12; at + chunkHead <= file.length; ) {
    const name = file.toString('latin1', at, at + 4);
    const size = file.readUInt32LE(at + 4);
    const start = at + chunkHead;
    const body = file.subarray(start, Math.min(start + size, file.length));
    if (name === 'fmt ') format = readFormat(body);
    if (name === 'data' && format !== undefined)
      return { samples: readSamples(body, format.channels), rate: format.rate };
    at = start + size + (size % 2);
  }
  throw unreadable();
}

function readFormat(body: Buffer): { rate: number; channels: number } {
  if (body.length < 16 || body.readUInt16LE(0) !== 1 || body.readUInt16LE(14) !== 16) throw unreadable();
  return { channels: Math.max(1, body.readUInt16LE(2)), rate: body.readUInt32LE(4) };
}

function readSamples(body: Buffer, channels: number): Float32Array {
  const frame = 2 * channels;
  const samples = new Float32Array(Math.floor(body.length / frame));
  for (let at = 0; at < samples.length; at++) samples[at] = body.readInt16LE(at * frame) / 32768;
  return samples;
}

const unreadable = (): SpeechError =>
  new SpeechError('failed', 'The voice program wrote no sound that can be read.');
