import { FLACDecoder } from '@wasm-audio-decoders/flac';
import { MPEGDecoder } from 'mpg123-decoder';
import type { Block } from './sound.ts';

interface Decoded {
  channelData: Float32Array[];
  samplesDecoded: number;
  sampleRate: number;
}

const toBlock = ({ channelData, samplesDecoded, sampleRate }: Decoded): Block => ({
  channels: channelData.map((channel) => channel.subarray(0, samplesDecoded)),
  rate: sampleRate,
});

export async function* decodeMp3(source: AsyncIterable<Uint8Array>): AsyncGenerator<Block> {
  const decoder = new MPEGDecoder();
  await decoder.ready;
  for await (const chunk of source) yield toBlock(decoder.decode(chunk));
  decoder.free();
}

export async function* decodeFlac(source: AsyncIterable<Uint8Array>): AsyncGenerator<Block> {
  const decoder = new FLACDecoder();
  await decoder.ready;
  for await (const chunk of source) yield toBlock(await decoder.decode(chunk));
  yield toBlock(await decoder.flush());
  decoder.free();
}
