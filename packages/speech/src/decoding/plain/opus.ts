import { OpusDecoder } from 'opus-decoder';
import { ascii, ByteReader, view } from '../../byte-reader.ts';
import { speechRate } from '../../pcm.ts';
import { readOgg } from './ogg.ts';
import { type Block, CannotDecode } from './sound.ts';
import { readWebm } from './webm.ts';

type OpusPart = { head: Uint8Array } | { packet: Uint8Array };

export const decodeWebm = (source: AsyncIterable<Uint8Array>): AsyncGenerator<Block> =>
  decodeOpus(readWebm(new ByteReader(source)));

export const decodeOgg = (source: AsyncIterable<Uint8Array>): AsyncGenerator<Block> =>
  decodeOpus(partsOfOgg(source));

async function* partsOfOgg(source: AsyncIterable<Uint8Array>): AsyncGenerator<OpusPart> {
  let count = 0;
  for await (const packet of readOgg(new ByteReader(source))) {
    count++;
    if (count === 1 && !isOpusHead(packet)) {
      throw new CannotDecode('an ogg with another codec than Opus needs ffmpeg, which is not installed');
    }
    if (count === 1) yield { head: packet };
    // The second holds the tags.
    else if (count > 2) yield { packet };
  }
}

const isOpusHead = (packet: Uint8Array): boolean => packet.length >= 19 && ascii(packet, 0, 8) === 'OpusHead';

/** RFC 7845, section 5.1. More than two channels are laid out by tables that speech does not need. */
function openDecoder(head: Uint8Array): { decoder: OpusDecoder<16_000>; skip: number } {
  const channels = view(head).getUint8(9);
  if (!isOpusHead(head) || channels < 1 || channels > 2) {
    throw new CannotDecode('Opus with more than two channels needs ffmpeg, which is not installed');
  }
  const decoder = new OpusDecoder({ sampleRate: speechRate, channels, preSkip: 0 });
  return { decoder, skip: Math.round((view(head).getUint16(10, true) * speechRate) / 48_000) };
}

async function* decodeOpus(parts: AsyncIterable<OpusPart>): AsyncGenerator<Block> {
  let opened: ReturnType<typeof openDecoder> | null = null;
  let skipped = 0;
  for await (const part of parts) {
    if ('head' in part) {
      opened = openDecoder(part.head);
      await opened.decoder.ready;
    } else if (opened !== null && part.packet.length > 0) {
      const { channelData, samplesDecoded } = opened.decoder.decodeFrame(part.packet);
      const left = Math.min(samplesDecoded, opened.skip - skipped);
      skipped += left;
      yield {
        channels: channelData.map((channel) => channel.subarray(left, samplesDecoded)),
        rate: speechRate,
      };
    }
  }
  opened?.decoder.free();
}
