import { ascii, type ByteReader, view } from '../../byte-reader.ts';

const mostPacketBytes = 256 * 1024;

/** The packets of the first stream in an Ogg file (RFC 3533), front to back; a file that is cut off just ends. */
export async function* readOgg(reader: ByteReader): AsyncGenerator<Uint8Array> {
  let serial: number | null = null;
  let parts: Uint8Array[] = [];
  let partBytes = 0;
  for (;;) {
    const head = await reader.read(27);
    if (head === null || ascii(head, 0, 4) !== 'OggS') return;
    const lacing = await reader.read(view(head).getUint8(26));
    const body = lacing && (await reader.read(lacing.reduce((sum, size) => sum + size, 0)));
    if (lacing === null || body === null) return;
    serial ??= view(head).getUint32(14, true);
    if (view(head).getUint32(14, true) !== serial) continue;
    let at = 0;
    for (const size of lacing) {
      parts.push(body.subarray(at, at + size));
      at += size;
      partBytes += size;
      if (partBytes > mostPacketBytes) return;
      if (size === 255) continue;
      yield join(parts, partBytes);
      parts = [];
      partBytes = 0;
    }
  }
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array {
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
