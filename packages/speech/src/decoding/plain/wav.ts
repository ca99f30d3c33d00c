import { createReadStream } from 'node:fs';
import { ascii, ByteReader, view } from './byte-reader.ts';
import { type Block, CannotDecode } from './sound.ts';

interface Format {
  rate: number;
  channels: number;
  bits: number;
  isFloat: boolean;
}

interface Data {
  format: Format;
  /** As the header says; null for a stream whose writer did not know. */
  bytes: number | null;
}

const mostChannels = 32;
/** Writers that stream say nothing, or about as much as the field holds, signed or not. */
const isUnknown = (size: number): boolean => size === 0 || size >= 0x7f_ff_00_00;

/** Reads up to the first sample. Null for what is no PCM. */
async function readHeader(reader: ByteReader): Promise<Data | null> {
  const riff = await reader.read(12);
  if (riff === null || ascii(riff, 8, 4) !== 'WAVE') return null;
  let format: Format | null = null;
  let longBytes: number | null = null;
  for (;;) {
    const head = await reader.read(8);
    if (head === null) return null;
    const size = view(head).getUint32(4, true);
    const name = ascii(head, 0, 4);
    if (name === 'data') return format && { format, bytes: longBytes ?? knownLength(size) };
    const body = ['fmt ', 'ds64'].includes(name) && size <= 4096 ? await reader.read(size) : null;
    if (name === 'fmt ') format = body && readFormat(body);
    if (name === 'ds64' && body && size >= 16) longBytes = Number(view(body).getBigUint64(8, true));
    if (body === null && !(await reader.skip(size))) return null;
    if (size % 2 === 1 && !(await reader.skip(1))) return null;
  }
}

const knownLength = (size: number): number | null => (isUnknown(size) ? null : size);

function readFormat(body: Uint8Array): Format | null {
  if (body.length < 16) return null;
  const fields = view(body);
  const tag = fields.getUint16(0, true);
  // WAVE_FORMAT_EXTENSIBLE keeps the real one in the first two bytes of its GUID.
  const kind = tag === 0xfffe && body.length >= 26 ? fields.getUint16(24, true) : tag;
  const format = {
    channels: fields.getUint16(2, true),
    rate: fields.getUint32(4, true),
    bits: fields.getUint16(14, true),
    isFloat: kind === 3,
  };
  const isKnown =
    kind === 3 ? [32, 64].includes(format.bits) : kind === 1 && [8, 16, 24, 32].includes(format.bits);
  const isSane =
    format.channels >= 1 && format.channels <= mostChannels && format.rate >= 4000 && format.rate <= 384_000;
  return isKnown && isSane ? format : null;
}

const frameBytes = ({ channels, bits }: Format): number => channels * (bits / 8);

/** How long a wav says it is; null where it holds no PCM, so that another decoder has to look. */
export async function claimedByWav(path: string): Promise<{ claimedS: number | null } | null> {
  const file = createReadStream(path);
  try {
    const header = await readHeader(new ByteReader(file));
    if (header === null) return null;
    const { format, bytes } = header;
    return { claimedS: bytes === null ? null : bytes / frameBytes(format) / format.rate };
  } finally {
    file.destroy();
  }
}

/** The samples of a wav, as far as they go. */
export async function* decodeWav(source: AsyncIterable<Uint8Array>): AsyncGenerator<Block> {
  const reader = new ByteReader(source);
  const header = await readHeader(reader);
  if (header === null)
    throw new CannotDecode('a wav of a kind that only ffmpeg reads, which is not installed');
  const { format } = header;
  const frame = frameBytes(format);
  const blockBytes = frame * Math.max(1, Math.floor(16_384 / frame));
  let left = header.bytes ?? Number.MAX_SAFE_INTEGER;
  while (left >= frame) {
    const wanted = Math.min(blockBytes, left - (left % frame));
    const bytes = await reader.readUpTo(wanted);
    if (bytes === null) return;
    left -= bytes.length;
    yield toBlock(bytes, format);
  }
}

function toBlock(bytes: Uint8Array, format: Format): Block {
  const frames = Math.floor(bytes.length / frameBytes(format));
  const data = view(bytes);
  const width = format.bits / 8;
  const sample = readerOf(data, format);
  const channels = Array.from({ length: format.channels }, (_, channel) =>
    Float32Array.from({ length: frames }, (_, at) => sample((at * format.channels + channel) * width)),
  );
  return { channels, rate: format.rate };
}

function readerOf(data: DataView, { bits, isFloat }: Format): (at: number) => number {
  if (isFloat) return (at) => (bits === 32 ? data.getFloat32(at, true) : data.getFloat64(at, true));
  if (bits === 8) return (at) => (data.getUint8(at) - 128) / 128;
  if (bits === 16) return (at) => data.getInt16(at, true) / 32_768;
  if (bits === 24) return (at) => ((data.getInt8(at + 2) << 16) | data.getUint16(at, true)) / 8_388_608;
  return (at) => data.getInt32(at, true) / 2_147_483_648;
}
