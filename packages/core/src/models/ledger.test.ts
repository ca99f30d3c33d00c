import { CatalogueEntry } from '@overmind/contracts/entities/model';
import { expect, it } from 'vitest';
import { makeCall } from '../model-calls/test-support/calls.ts';
import { costOfBest } from './ledger.ts';

const entry = (ref: string, dollars: number, rating: Partial<CatalogueEntry> = {}): CatalogueEntry => {
  const [provider, model] = ref.split('/');
  const prices = { input_micros: dollars * 1e6, output_micros: dollars * 1e6 };
  return CatalogueEntry.parse({ provider, model, is_local: false, prices, ...rating });
};
const rated = (quality: number, quality_source: CatalogueEntry['quality_source'] = 'rated') => ({
  ...{ quality, quality_source },
});
/** 120 tokens, answered by `a/cheap` for 60 micro-dollars. */
const callTo = (refs: readonly string[], change: object = {}) =>
  makeCall(
    {},
    {
      ...{ answered_by: 'a/cheap', cost_micros: 60, ...change },
      candidates: refs.map((ref) => ({ ref, score: 1, reasons: [] })),
    },
  );
const cheap = entry('a/cheap', 0.5, rated(60));

it('is what the same tokens take of the candidate that is rated best, however many stand before it', () => {
  const many = Array.from({ length: 200 }, (_, n) => entry(`a/m${n}`, 9, rated(20)));
  const best = entry('a/best', 5, rated(90, 'set'));
  const refs = [cheap, ...many, best].map(({ provider, model }) => `${provider}/${model}`);
  expect(costOfBest([cheap, ...many, best], callTo(refs))).toBe(600);
});

it('is not known of models that nobody rated, nor of a call whose own cost is not known', () => {
  const dear = entry('a/dear', 100, rated(95, 'estimated'));
  const other = entry('a/cheap', 0.5);
  expect(costOfBest([other, dear], callTo(['a/cheap', 'a/dear']))).toBeNull();
  const best = entry('a/best', 5, rated(90));
  expect(costOfBest([cheap, best], callTo(['a/cheap', 'a/best'], { cost_micros: null }))).toBeNull();
  expect(costOfBest([cheap, best], callTo(['a/cheap', 'a/best'], { status: 'failed' }))).toBeNull();
});

it('is what the call took where the best answered, whatever was kept of it', () => {
  const worse = entry('a/worse', 9, rated(10));
  expect(costOfBest([cheap, worse], callTo(['a/cheap', 'a/worse'], { cost_micros: 41 }))).toBe(41);
});

it('is the least of those that are as good', () => {
  const [one, other] = [entry('a/one', 10, rated(80)), entry('a/other', 2, rated(80))];
  expect(costOfBest([cheap, one, other], callTo(['a/cheap', 'a/one', 'a/other']))).toBe(240);
});
