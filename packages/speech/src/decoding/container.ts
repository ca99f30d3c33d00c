import { open } from 'node:fs/promises';
import { isWav } from '../wav/header.ts';
import { isMpegAudio } from './mpeg-header.ts';

export const containers = ['wav', 'webm', 'mp4', 'ogg', 'mp3', 'flac'] as const;
export type Container = (typeof containers)[number];

const headBytes = 64 * 1024;
const text = (head: Buffer, from: number, length: number): string =>
  head.toString('latin1', from, from + length);

/** What a file is by its content, whatever it is called; null for all that is not taken, playlists among it. */
export function containerOf(head: Buffer): Container | null {
  const start = text(head, 0, 4);
  if (isWav(head)) return 'wav';
  if (head.readUInt32BE?.(0) === 0x1a45dfa3) return 'webm';
  if (start === 'OggS') return 'ogg';
  if (start === 'fLaC') return 'flac';
  if (text(head, 4, 4) === 'ftyp') return 'mp4';
  return taggedOrBare(head);
}

/** An ID3 tag may stand before MPEG audio and, though it should not, before FLAC. */
function taggedOrBare(head: Buffer): Container | null {
  if (text(head, 0, 3) !== 'ID3') return isMpegAudio(head, 0) ? 'mp3' : null;
  const after = 10 + [6, 7, 8, 9].reduce((size, at) => size * 128 + ((head[at] ?? 0) & 127), 0);
  if (text(head, after, 4) === 'fLaC') return 'flac';
  // A cover picture may fill more than what was read.
  return after + 4 > head.length || isMpegAudio(head, after) ? 'mp3' : null;
}

/** Whether none of the decoders that come along can read it: they know no mp4, and in webm and ogg only Opus. */
function needsOther(container: Container, head: Buffer): boolean {
  if (container === 'ogg') return !head.includes('OpusHead');
  // What a webm holds is said near its beginning, or is found when it is decoded.
  if (container === 'webm') return /A_[A-Z]/.test(head.toString('latin1')) && !head.includes('A_OPUS');
  return container === 'mp4';
}

interface ReadContainer {
  container: Container | null;
  sizeBytes: number;
  /** Only ffmpeg can read what is in it. */
  needsFfmpeg: boolean;
}

export async function readContainer(path: string): Promise<ReadContainer> {
  await using file = await open(path);
  const { size } = await file.stat();
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  const head = buffer.subarray(0, bytesRead);
  const container = bytesRead < 12 ? null : containerOf(head);
  return { container, sizeBytes: size, needsFfmpeg: container !== null && needsOther(container, head) };
}
