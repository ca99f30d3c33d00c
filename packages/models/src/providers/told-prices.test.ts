import { expect, it } from 'vitest';
import { countForBoth } from './told-prices.ts';

const prices = (input: number | null, output: number | null) => ({
  ...{ input_micros: input, output_micros: output, cached_input_micros: null },
});

it.each([
  [prices(null, null), 'openai', 'https://api.openai.com/v1', false],
  [prices(5, null), 'openai_compatible', 'http://10.0.0.4/v1', true],
  [prices(0, 5), 'openai_compatible', 'https://models.example.org/v1', true],
  [prices(0, 0), 'openai_compatible', 'https://models.example.org/v1', false],
  [prices(0, 0), 'openrouter', 'https://models.example.org/v1', false],
  [prices(0, 0), 'openrouter', 'https://openrouter.ai/api/v1', true],
  [prices(0, 0), 'ollama', 'http://127.0.0.1:11434', false],
] as const)('prices %j of %s at %s count elsewhere: %s', (given, kind, url, doCount) => {
  expect(countForBoth(given, kind, url)).toBe(doCount);
});
