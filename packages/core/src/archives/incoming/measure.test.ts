import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, gzipSync } from 'node:zlib';
import type { Entry } from 'tar-stream';
import { expect, it } from 'vitest';
import { Measure } from './measure.ts';

const mebibyte = 1024 * 1024;
const silence = gzipSync(Buffer.alloc(100 * mebibyte));

async function unpack(maxBytes: number, entryBytes: number): Promise<number> {
  const measure = new Measure(maxBytes);
  measure.expect({ header: { size: entryBytes } } as Entry);
  let bytes = 0;
  const count = new Writable({
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done();
    },
  });
  await pipeline(Readable.from([silence]), measure.packed, createGunzip(), measure.unpacked, count);
  return bytes;
}

it('takes an hour of silence, which packs to a thousandth', async () => {
  expect(await unpack(200 * mebibyte, 100 * mebibyte)).toBe(100 * mebibyte);
});

it('ends where more comes out than is taken here, and where it belongs to no entry', async () => {
  await expect(unpack(1, 100 * mebibyte)).rejects.toMatchObject({ code: 'too_large' });
  await expect(unpack(200 * mebibyte, 10)).rejects.toThrow('holds more than its entries');
});
