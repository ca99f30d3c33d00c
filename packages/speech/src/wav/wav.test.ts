import { describe, expect, it } from 'vitest';
import { ByteReader } from '../byte-reader.ts';
import { readWav } from './blocks.ts';
import { readWavHeader } from './header.ts';
import { readPlainWav, readPlainWavFile } from './plain.ts';
import { toS16, toWav, wavHeader, wavOf } from './write.ts';

const samples = Float32Array.from([0, 0.5, -0.5, 0.25]);
const s16 = toS16(samples);

const chunk = (name: string, body: Uint8Array, said = body.length): Buffer => {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(said, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
};
const riff = (...chunks: Uint8Array[]): Buffer =>
  Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'), ...chunks]);

interface Format {
  kind?: number;
  channels?: number;
  bits?: number;
  rate?: number;
  frame?: number;
  more?: Buffer;
}
function format({ kind = 1, channels = 1, bits = 16, rate = 16_000, frame, more }: Format = {}): Buffer {
  const fields = Buffer.alloc(16);
  for (const [at, value] of [kind, channels].entries()) fields.writeUInt16LE(value, at * 2);
  fields.writeUInt32LE(rate, 4);
  fields.writeUInt16LE(frame ?? (channels * bits) / 8, 12);
  fields.writeUInt16LE(bits, 14);
  return chunk('fmt ', Buffer.concat([fields, more ?? Buffer.alloc(0)]));
}
/** What the extensible format has beyond the plain one, with the first bytes of the GUID that names the real one. */
const extension = (kind: number): Buffer => {
  const more = Buffer.alloc(24);
  more.writeUInt16LE(22, 0);
  more.writeUInt16LE(kind, 8);
  return more;
};

const spoken = async (file: Buffer) =>
  [...(await readWav(file)).samples].map((each) => Math.round(each * 100));
const all = [0, 50, -50, 25];

describe('a WAV file', () => {
  it('is read as it was written', async () => {
    expect(await spoken(toWav(samples))).toEqual(all);
    expect(await readPlainWavFile(wavOf(22_050, s16))).toEqual({ rate: 22_050, samples: s16 });
  });

  it.each([
    [
      'stands after notes, one of them of odd length',
      riff(
        chunk('JUNK', Buffer.alloc(28)),
        format(),
        chunk('LIST', Buffer.from('three')),
        chunk('data', s16),
      ),
    ],
    ['is followed by notes', riff(format(), chunk('data', s16), chunk('LIST', Buffer.alloc(64, 'x')))],
    ['has the extensible format', riff(format({ kind: 0xfffe, more: extension(1) }), chunk('data', s16))],
    ['has a format with room behind it', riff(format({ more: Buffer.alloc(2) }), chunk('data', s16))],
    ['names no size of a frame', riff(format({ frame: 0 }), chunk('data', s16))],
    ['ends in the middle of a sample', riff(format(), chunk('data', Buffer.concat([s16, Buffer.from([7])])))],
    ['says nothing of its length', riff(format(), chunk('data', s16, 0))],
    ['says as much of its length as can be said', riff(format(), chunk('data', s16, 0xffff_ffff))],
    ['says that it is longer than it is', riff(format(), chunk('data', s16, 1_000_000))],
  ])('is read where its sound %s', async (_, file) => {
    expect(await spoken(file)).toEqual(all);
  });

  it('is read in its long form', async () => {
    const long = Buffer.alloc(28);
    long.writeBigUInt64LE(BigInt(s16.length), 8);
    const file = riff(chunk('ds64', long), format(), chunk('data', s16, 0xffff_ffff), chunk('LIST', s16));
    file.write('RF64', 'latin1');
    expect(await spoken(file)).toEqual(all);
  });

  it('is the mean of its channels, whatever its samples are written as', async () => {
    const floats = Buffer.alloc(16);
    for (const [at, value] of [1, 0, -0.5, 0.5].entries()) floats.writeFloatLE(value, at * 4);
    const file = riff(format({ kind: 3, channels: 2, bits: 32 }), chunk('data', floats));
    expect(await spoken(file)).toEqual([50, 0]);
    expect(await spoken(riff(format({ bits: 8 }), chunk('data', Buffer.from([128, 192, 64]))))).toEqual([
      0, 50, -50,
    ]);
    const deep = riff(
      format({ kind: 0xfffe, bits: 24, more: extension(1) }),
      chunk('data', Buffer.from([0, 0, 0x40])),
    );
    expect(await spoken(deep)).toEqual([50]);
  });

  it('tells how long its sound is, and that its writer did not know', async () => {
    const lengthOf = async (file: Buffer) => (await readWavHeader(new ByteReader([file]))).bytes;
    expect(await lengthOf(wavHeader(16_000, 12))).toBe(12);
    expect(await lengthOf(wavHeader(16_000, null))).toBeNull();
    const claiming = (said: number) => riff(format(), chunk('data', s16, said));
    // Nothing, and what sox, aplay and ffmpeg write into a pipe.
    for (const unknown of [0, 0x7f_ff_f0_00, 0x80_00_00_00, 0xff_ff_ff_d3, 0xff_ff_ff_ff])
      expect(await lengthOf(claiming(unknown))).toBeNull();
    for (const long of [0x7f_00_00_00, 0x90_00_00_00, 0xf0_00_00_00])
      expect(await lengthOf(claiming(long))).toBe(long);
  });
});

it.each([
  ['nothing', Buffer.alloc(0), 'no WAV file'],
  ['a text', Buffer.from('There is no such voice, I am afraid to say.'), 'no WAV file'],
  ['a film', Buffer.concat([Buffer.from('RIFF\0\0\0\0AVI LIST', 'latin1'), s16]), 'no WAV file'],
  ['a head alone', toWav(samples).subarray(0, 20), 'ends in its header'],
  ['notes that never end', riff(chunk('LIST', s16, 4_000_000), format()), 'ends in its header'],
  ['notes without sound', riff(format(), chunk('LIST', s16)), 'ends in its header'],
  ['sound of no format', riff(chunk('data', s16)), 'its format is missing'],
  ['half a format', riff(chunk('fmt ', Buffer.alloc(8)), chunk('data', s16)), 'its header is broken'],
  ['no channels', riff(format({ channels: 0 }), chunk('data', s16)), '0 channels'],
  ['a rate that nothing has', riff(format({ rate: 1 }), chunk('data', s16)), '1 samples a second'],
  ['packed sound', riff(format({ kind: 17, bits: 4 }), chunk('data', s16)), 'kind 17 with 4 bits'],
  [
    'samples with room between them',
    riff(format({ bits: 24, frame: 4 }), chunk('data', s16)),
    'with 24 bits',
  ],
])('%s is refused by its reason', async (_, file, reason) => {
  await expect(readWav(file)).rejects.toThrow(reason);
});

it('gives up a header that never ends', async () => {
  async function* notes() {
    for (;;) yield chunk('LIST', Buffer.alloc(1024 * 1024));
  }
  async function* endless() {
    yield riff();
    yield* notes();
  }
  await expect(readWavHeader(new ByteReader(endless()))).rejects.toThrow('do not begin');
});

it('gives plain samples as they come, and those of another kind to nobody', async () => {
  async function* slowly() {
    yield* [wavHeader(16_000, null), s16.subarray(0, 2)];
    yield s16.subarray(2);
  }
  const { rate, chunks } = await readPlainWav(new ByteReader(slowly()));
  const found: Uint8Array[] = [];
  for await (const piece of chunks) found.push(piece);
  expect([rate, Buffer.concat(found)]).toEqual([16_000, s16]);
  expect(found.length).toBe(2);
  const stereo = riff(format({ channels: 2 }), chunk('data', s16));
  await expect(readPlainWavFile(stereo)).rejects.toThrow('2 channels of 16 bits');
});
