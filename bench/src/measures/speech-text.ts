import type { Ears } from '@overmind/speech/hearing/ears';
import { hearRecording } from '@overmind/speech/hearing/recording';

/** What is heard in samples at 16 kHz. */
export async function textOf(
  ears: Ears,
  samples: Float32Array,
  vocabulary: readonly string[] = [],
): Promise<string> {
  const pieces = (async function* () {
    yield samples;
  })();
  const texts: string[] = [];
  await hearRecording(ears, pieces, ({ text }) => void texts.push(text), { vocabulary });
  return texts.join(' ');
}
