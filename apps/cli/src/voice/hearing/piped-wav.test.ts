import { Readable } from 'node:stream';
import { wavHeader } from '@overmind/speech/wav/write';
import { describe, expect, it } from 'vitest';
import { readPipedWav } from './piped-wav.ts';

const samples = Buffer.from([1, 2, 3, 4, 5, 6]);

/** A pipe hands over what it likes. */
async function read(bytes: Buffer, chunkBytes: number) {
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, index) =>
    bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes),
  );
  const { rate, chunks: rest } = await readPipedWav(Readable.from(chunks));
  const found: Uint8Array[] = [];
  for await (const chunk of rest) found.push(chunk);
  return { rate, bytes: Buffer.concat(found) };
}

describe.each([1, 7, 1_000])('in chunks of %d', (chunkBytes) => {
  it('takes the header off a WAV file, and what follows its samples', async () => {
    const wav = Buffer.concat([wavHeader(24_000, samples.length), samples, Buffer.from('LIST and more')]);
    expect(await read(wav, chunkBytes)).toEqual({ rate: 24_000, bytes: samples });
  });

  it('reads on to the end where the length was not known when it was written', async () => {
    const wav = Buffer.concat([wavHeader(16_000, null), samples]);
    expect(await read(wav, chunkBytes)).toEqual({ rate: 16_000, bytes: samples });
  });

  it('leaves bare samples as they are', async () => {
    expect(await read(samples, chunkBytes)).toEqual({ rate: null, bytes: samples });
    const long = Buffer.alloc(100, 7);
    expect(await read(long, chunkBytes)).toEqual({ rate: null, bytes: long });
  });
});

it('refuses a WAV file that is not plain, and one that is cut in its header', async () => {
  const stereo = wavHeader(16_000, 4);
  stereo.writeUInt16LE(2, 22);
  await expect(read(stereo, 100)).rejects.toThrow('2 channels of 16 bits');
  await expect(read(wavHeader(16_000, 4).subarray(0, 30), 100)).rejects.toThrow('ends in its header');
});
