import { expect, test } from 'vitest';
import { speechRate } from '../pcm.ts';
import { inChunks } from './chunks.ts';

test('cuts a long recording where it is quiet and loses no sample', async () => {
  const total = 95_000;
  async function* pieces(): AsyncGenerator<Float32Array> {
    for (let from = 0; from < total; from += 1000) {
      // Quiet from 30,000 to 33,000, loud elsewhere.
      yield new Float32Array(1000).fill(from >= 30_000 && from < 33_000 ? 0 : 0.5);
    }
  }
  const chunks = [];
  for await (const chunk of inChunks(pieces(), { chunkSamples: 40_000, searchedSamples: 16_000 }))
    chunks.push(chunk);
  expect(chunks.reduce((sum, { samples }) => sum + samples.length, 0)).toBe(total);
  const first = chunks[0]?.samples.length ?? 0;
  expect(first).toBeGreaterThan(30_000);
  expect(first).toBeLessThan(33_000);
  expect(chunks[1]?.fromS).toBe(first / speechRate);
});
