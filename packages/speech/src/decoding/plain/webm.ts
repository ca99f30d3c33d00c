import { ascii, type ByteReader, view } from '../../byte-reader.ts';
import { CannotDecode } from './sound.ts';

/** Element ids of RFC 8794 and RFC 9559, as written, with their length markers. */
const ids = {
  segment: 0x18538067,
  cluster: 0x1f43b675,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  codecId: 0x86,
  codecPrivate: 0x63a2,
  blockGroup: 0xa0,
  block: 0xa1,
  simpleBlock: 0xa3,
} as const;

/** Opened: what is in them is read as if it stood beside them, so that no length of theirs has to be true. */
const containersOf: readonly number[] = [ids.segment, ids.cluster, ids.tracks, ids.blockGroup];
const mostElementBytes = 1024 * 1024;

interface Track {
  number: number;
  opusHead: Uint8Array;
}

export type WebmPart = { head: Uint8Array } | { packet: Uint8Array };

/** The head and the packets of the first Opus track, front to back; a file that is cut off just ends. */
export async function* readWebm(reader: ByteReader): AsyncGenerator<WebmPart> {
  let track: Track | null = null;
  for (;;) {
    const element = await readElementHead(reader);
    if (element === null) return;
    if (containersOf.includes(element.id)) continue;
    const isBlock = element.id === ids.simpleBlock || element.id === ids.block;
    if (element.size === null) throw new CannotDecode('its structure is broken');
    if (!isBlock && element.id !== ids.trackEntry) {
      if (!(await reader.skip(element.size))) return;
      continue;
    }
    if (element.size > mostElementBytes) throw new CannotDecode('its structure is broken');
    const body = await reader.read(element.size);
    if (body === null) return;
    if (!isBlock) {
      if (track !== null) continue;
      track = readTrack(body);
      if (track !== null) yield { head: track.opusHead };
      continue;
    }
    const packet = packetOf(body, track);
    if (packet) yield { packet };
  }
}

/** A variable-length number; all ones stand for a size that was not known when it was written. */
async function readVint(reader: ByteReader, keepsMarker: boolean): Promise<number | null | undefined> {
  const first = (await reader.read(1))?.[0];
  if (first === undefined) return undefined;
  const length = Math.clz32(first) - 23;
  if (length > 8) throw new CannotDecode('its structure is broken');
  const rest = (await reader.read(length - 1)) ?? undefined;
  if (rest === undefined) return undefined;
  const bare = keepsMarker ? first : first & (0xff >> length);
  const isUnknown = !keepsMarker && bare === 0xff >> length && rest.every((byte) => byte === 0xff);
  return isUnknown ? null : rest.reduce((value, byte) => value * 256 + byte, bare);
}

async function readElementHead(reader: ByteReader): Promise<{ id: number; size: number | null } | null> {
  const id = await readVint(reader, true);
  const size = id === undefined ? undefined : await readVint(reader, false);
  return id === undefined || id === null || size === undefined ? null : { id, size };
}

/** The elements inside one that was read whole. */
function* elementsOf(body: Uint8Array): Generator<{ id: number; data: Uint8Array }> {
  for (let at = 0; at < body.length; ) {
    const idLength = Math.clz32(body[at] ?? 0) - 23;
    const sizeLength = Math.clz32(body[at + idLength] ?? 0) - 23;
    if (idLength > 4 || sizeLength > 8) return;
    const id = body.subarray(at, at + idLength).reduce((value, byte) => value * 256 + byte, 0);
    const [first = 0, ...rest] = body.subarray(at + idLength, at + idLength + sizeLength);
    const size = rest.reduce((value, byte) => value * 256 + byte, first & (0xff >> sizeLength));
    const from = at + idLength + sizeLength;
    yield { id, data: body.subarray(from, from + size) };
    at = from + size;
  }
}

function readTrack(body: Uint8Array): Track | null {
  const fields = new Map([...elementsOf(body)].map(({ id, data }) => [id, data]));
  const codec = fields.get(ids.codecId);
  const number = fields.get(ids.trackNumber)?.reduce((value, byte) => value * 256 + byte, 0);
  const opusHead = fields.get(ids.codecPrivate);
  if (codec === undefined || number === undefined || !ascii(codec, 0, codec.length).startsWith('A_'))
    return null;
  if (ascii(codec, 0, codec.length) !== 'A_OPUS' || opusHead === undefined) {
    throw new CannotDecode('a webm with another codec than Opus needs ffmpeg, which is not installed');
  }
  return { number, opusHead };
}

/** What a block holds for the track. Opus is never laced by what writes webm; a laced block is left out. */
function packetOf(block: Uint8Array, track: Track | null): Uint8Array | null {
  const length = Math.clz32(block[0] ?? 0) - 23;
  if (track === null || length > 8 || block.length < length + 4) return null;
  const number = block
    .subarray(1, length)
    .reduce((value, byte) => value * 256 + byte, (block[0] ?? 0) & (0xff >> length));
  const flags = view(block).getUint8(length + 2);
  return number === track.number && (flags & 0x06) === 0 ? block.subarray(length + 3) : null;
}
