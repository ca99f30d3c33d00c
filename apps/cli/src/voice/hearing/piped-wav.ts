import type { Readable } from 'node:stream';
import { exitCodes, Failure } from '../../failure.ts';

const mostHeaderBytes = 65_536;
const plainPcm = new Set([1, 0xfffe]);

interface Piped {
  /** Null for bytes that are no WAV file. */
  wav: { rate: number } | null;
  chunks: AsyncIterable<Uint8Array>;
}

interface Header {
  rate: number;
  /** Where the samples begin. */
  start: number;
  sizeBytes: number;
}

/** Tells a WAV file from bare samples by its first bytes, and takes its header off. Throws for a WAV of another kind. */
export async function readPipedWav(input: Readable): Promise<Piped> {
  const source = input[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let head: Buffer = Buffer.alloc(0);
  for (;;) {
    const isWav = head.length < 12 ? null : isRiff(head);
    if (isWav === false) return { wav: null, chunks: withHead(head, source, Number.POSITIVE_INFINITY) };
    const header = isWav === true ? readHeader(head) : null;
    if (header !== null) {
      const chunks = withHead(head.subarray(header.start), source, header.sizeBytes);
      return { wav: { rate: header.rate }, chunks };
    }
    const next = await source.next();
    if (next.done === true && isWav === true) throw refused('it ends in its header');
    if (next.done === true) return { wav: null, chunks: withHead(head, source, Number.POSITIVE_INFINITY) };
    head = Buffer.concat([head, next.value]);
  }
}

const isRiff = (head: Buffer): boolean =>
  head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WAVE';

/** Null while the samples have not begun. */
function readHeader(head: Buffer): Header | null {
  let rate: number | null = null;
  for (let at = 12; at + 8 <= head.length; ) {
    const [id, size] = [head.toString('latin1', at, at + 4), head.readUInt32LE(at + 4)];
    if (id === 'data' && rate === null) throw refused('its format is missing');
    if (id === 'data' && rate !== null) return { rate, start: at + 8, sizeBytes: sizeOf(size) };
    if (id === 'fmt ' && at + 24 > head.length) return null;
    if (id === 'fmt ') rate = rateOf(head.subarray(at + 8));
    at += 8 + size + (size % 2);
  }
  if (head.length > mostHeaderBytes) throw refused('its samples do not begin');
  return null;
}

/** Who writes into a pipe cannot know the length beforehand, and says nothing or as much as can be said. */
const sizeOf = (said: number): number =>
  said === 0 || said >= 0x7fff_0000 ? Number.POSITIVE_INFINITY : said;

function rateOf(format: Buffer): number {
  const [kind, channels, bits] = [format.readUInt16LE(0), format.readUInt16LE(2), format.readUInt16LE(14)];
  if (plainPcm.has(kind) && channels === 1 && bits === 16) return format.readUInt32LE(4);
  throw refused(`it has ${channels} channels of ${bits} bits`);
}

const refused = (why: string): Failure =>
  new Failure(
    `A WAV file from a pipe has to be plain, with one channel of 16 bits; ${why}. Give it as a file: --file FILE`,
    exitCodes.usage,
  );

async function* withHead(
  head: Buffer,
  rest: AsyncIterator<Buffer>,
  mostBytes: number,
): AsyncGenerator<Uint8Array> {
  let left = mostBytes;
  for (let chunk: Buffer | null = head; chunk !== null && left > 0; ) {
    const taken: Buffer = chunk.subarray(0, Math.min(chunk.length, left));
    left -= taken.length;
    if (taken.length > 0) yield taken;
    const next: IteratorResult<Buffer> = await rest.next();
    chunk = next.done === true ? null : next.value;
  }
}
