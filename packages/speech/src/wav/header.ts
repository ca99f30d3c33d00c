import { ascii, type ByteReader, view } from '../byte-reader.ts';

export interface WavFormat {
  /** Samples a second. */
  rate: number;
  channels: number;
  /** Of one sample. */
  bits: number;
  isFloat: boolean;
}

export interface WavHeader {
  format: WavFormat;
  /** Of all samples, as the header says; null for a stream whose writer did not know. */
  bytes: number | null;
}

/** Why a file is no WAV file that is read here, in words that follow a colon. */
export class WavFault extends Error {
  override readonly name = 'WavFault';
  /** It may well be whole, and known to another program. */
  readonly isForeign: boolean;

  constructor(message: string, { isForeign = false } = {}) {
    super(message);
    this.isForeign = isForeign;
  }
}

const mostChannels = 32;
const lowestRate = 4_000;
const highestRate = 384_000;
const formatBytes = 16;
const mostFormatBytes = 4_096;
/** Notes and pictures may stand before the samples; a pipe that never comes to them is none. */
const mostHeaderBytes = 16 * 1024 * 1024;
const pcm = 1;
const float = 3;
const extensible = 0xfffe;
/** An extensible format keeps its real one in the first two bytes of a GUID. */
const realKindAt = 24;

/** Whether the first 12 bytes of a file are those of a WAV file, its long form included. */
export const isWav = (head: Uint8Array): boolean =>
  ['RIFF', 'RF64'].includes(ascii(head, 0, 4)) && ascii(head, 8, 4) === 'WAVE';

/** Reads up to the first sample. Rejects with `WavFault`. */
export async function readWavHeader(reader: ByteReader): Promise<WavHeader> {
  if (!isWav((await reader.readUpTo(12)) ?? new Uint8Array())) throw new WavFault('it is no WAV file');
  let format: WavFormat | null = null;
  let longBytes: number | null = null;
  while (reader.position <= mostHeaderBytes) {
    const { name, size } = await readChunkHead(reader);
    if (name === 'data') return { format: known(format), bytes: longBytes ?? knownLength(size) };
    if (name === 'fmt ') format = readFormat(await readBody(reader, size));
    else if (name === 'ds64') longBytes = readLongLength(await readBody(reader, size));
    else if (!(await reader.skip(size))) throw endsEarly();
    // Chunks begin at even places.
    if (size % 2 === 1 && !(await reader.skip(1))) throw endsEarly();
  }
  throw new WavFault('its samples do not begin');
}

async function readChunkHead(reader: ByteReader): Promise<{ name: string; size: number }> {
  const head = await reader.read(8);
  if (head === null) throw endsEarly();
  return { name: ascii(head, 0, 4), size: view(head).getUint32(4, true) };
}

async function readBody(reader: ByteReader, size: number): Promise<Uint8Array> {
  if (size < formatBytes || size > mostFormatBytes) throw new WavFault('its header is broken');
  const body = await reader.read(size);
  if (body === null) throw endsEarly();
  return body;
}

function known(format: WavFormat | null): WavFormat {
  if (format === null) throw new WavFault('its format is missing');
  return format;
}

/** Writers that stream say nothing, or about as much as the field holds, signed or not. */
const streamedSizes = [0x7f_ff_ff_ff, 0xff_ff_ff_ff];
const streamedMargin = 64 * 1024;
const knownLength = (size: number): number | null =>
  size === 0 || streamedSizes.some((most) => Math.abs(size - most) <= streamedMargin) ? null : size;

const readLongLength = (body: Uint8Array): number => Number(view(body).getBigUint64(8, true));

function readFormat(body: Uint8Array): WavFormat {
  const fields = view(body);
  const tag = fields.getUint16(0, true);
  const kind = tag === extensible && body.length > realKindAt + 1 ? fields.getUint16(realKindAt, true) : tag;
  const [channels, rate, bits] = [
    fields.getUint16(2, true),
    fields.getUint32(4, true),
    fields.getUint16(14, true),
  ];
  const isSane = channels >= 1 && channels <= mostChannels && rate >= lowestRate && rate <= highestRate;
  if (!isSane) throw new WavFault(`it has ${channels} channels of ${rate} samples a second`);
  const bitsOfKind = kind === pcm ? [8, 16, 24, 32] : kind === float ? [32, 64] : [];
  // Samples may stand in more bytes than they have bits for.
  const isPacked = fields.getUint16(12, true) <= (channels * bits) / 8;
  if (!bitsOfKind.includes(bits) || !isPacked)
    throw new WavFault(`its samples are of kind ${kind} with ${bits} bits, which is not read here`, {
      isForeign: true,
    });
  return { rate, channels, bits, isFloat: kind === float };
}

const endsEarly = (): WavFault => new WavFault('it ends in its header');
