import { CatalogueEntry, ModelPolicy } from '@overmind/contracts/entities/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refOf } from './refs.ts';
import { routeCall } from './route.ts';
import { anyEntry, anyPolicy } from './test-support/arbitrary-catalogue.ts';

const need = { inputTokens: 1_000, outputTokens: 500 };
const entry = (ref: string, change: object = {}): CatalogueEntry => {
  const [provider, ...model] = ref.split('/');
  return CatalogueEntry.parse({
    provider,
    model: model.join('/'),
    is_local: provider === 'ollama',
    ...change,
  });
};
const priced = (input: number, output = input) => ({
  prices: { input_micros: input, output_micros: output },
});
const route = (policy: object, catalogue: CatalogueEntry[], more: object = {}) =>
  routeCall({ policy: ModelPolicy.parse(policy), need, complexity: 'medium', catalogue, ...more });
const order = (...entries: Parameters<typeof route>) => route(...entries).entries.map(refOf);

const anyRoute = fc.record({
  policy: anyPolicy,
  catalogue: fc.array(anyEntry, { maxLength: 12 }),
  complexity: fc.constantFrom('low' as const, 'medium' as const, 'high' as const),
  need: fc.record({
    inputTokens: fc.integer({ min: 0, max: 300_000 }),
    outputTokens: fc.integer({ min: 0, max: 50_000 }),
  }),
  measure: fc.option(
    fc.record({
      calls: fc.integer({ min: 0, max: 100 }),
      latencyMs: fc.integer({ min: 0, max: 1_000_000 }),
      failures: fc.integer({ min: 0, max: 200 }),
    }),
    { nil: null },
  ),
});

describe('for any catalogue and policy', () => {
  it('gives local work no model outside this network, and other work none that its privacy forbids', () => {
    fc.assert(
      fc.property(anyRoute, ({ measure, ...request }) => {
        const { entries } = routeCall({ ...request, measureOf: () => measure });
        const { privacy } = request.policy;
        for (const each of entries) {
          if (privacy === 'local_only') expect(each.is_local).toBe(true);
          if (privacy === 'no_training') expect(each.is_local || each.trains_on_data === 'no').toBe(true);
        }
      }),
    );
  });

  it('says of every model once where it stands or why it does not', () => {
    fc.assert(
      fc.property(anyRoute, ({ measure, ...request }) => {
        const { entries, candidates, excluded } = routeCall({ ...request, measureOf: () => measure });
        expect(candidates.map(({ ref }) => ref)).toEqual(entries.map(refOf));
        const told = [...candidates, ...excluded].map(({ ref }) => ref).sort();
        expect(told).toEqual([...new Set(request.catalogue.map(refOf))].sort());
        for (const { reasons, score } of candidates) {
          expect(reasons.length).toBeGreaterThan(0);
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100);
        }
        for (const { detail, ref } of excluded) expect(detail).toContain(ref);
      }),
    );
  });

  it('has the same order however the catalogue is sorted', () => {
    fc.assert(
      fc.property(anyRoute, ({ measure, ...request }) => {
        const seen = new Set<string>();
        const catalogue = request.catalogue.filter((each) => !seen.has(refOf(each)) && seen.add(refOf(each)));
        const forward = routeCall({ ...request, catalogue, measureOf: () => measure });
        const back = routeCall({ ...request, catalogue: catalogue.toReversed(), measureOf: () => measure });
        expect(back.candidates).toEqual(forward.candidates);
      }),
    );
  });
});

it('tries preferred models first, in their order, whatever they cost', () => {
  const catalogue = [entry('openai/a', priced(10)), entry('openai/b', priced(9_000_000)), entry('ollama/c')];
  const policy = { privacy: 'any', prefer: ['openai/b', 'openai/a'] };
  expect(order(policy, catalogue)).toEqual(['openai/b', 'openai/a', 'ollama/c']);
  expect(order({ ...policy, only_preferred: true }, catalogue)).toEqual(['openai/b', 'openai/a']);
  expect(route(policy, catalogue).candidates[0]?.reasons[0]).toBe('preferred, as number 1');
});

it('weighs the preferred against each other where the policy says so, and tries others after them all the same', () => {
  const catalogue = [entry('openai/a', priced(9_000_000)), entry('openai/b', priced(10)), entry('ollama/c')];
  const policy = { privacy: 'any', prefer: ['openai/a', 'openai/b'], prefer_by: 'score' };
  expect(order(policy, catalogue)).toEqual(['openai/b', 'openai/a', 'ollama/c']);
  expect(route(policy, catalogue).candidates[0]?.reasons[0]).toBe('preferred');
});

it('weighs cost, quality and latency as the policy says', () => {
  const catalogue = [
    entry('openai/cheap', { ...priced(100_000), quality: 20 }),
    entry('openai/good', { ...priced(10_000_000), quality: 95 }),
    entry('openai/quick', { ...priced(9_000_000), quality: 20 }),
  ];
  const measureOf = ({ model }: CatalogueEntry) => ({
    ...{ calls: 10, failures: 0, latencyMs: model === 'quick' ? 500 : 50_000 },
  });
  const first = (weights: object, complexity = 'high') =>
    order(
      { privacy: 'any', weights: { cost: 0, quality: 0, latency: 0, ...weights }, complexity },
      catalogue,
      {
        measureOf,
      },
    )[0];
  expect(first({ cost: 100 })).toBe('openai/cheap');
  expect(first({ quality: 100 })).toBe('openai/good');
  expect(first({ latency: 100 })).toBe('openai/quick');
});

it('has less use for quality the simpler the work is', () => {
  const catalogue = [
    entry('openai/small', { ...priced(1_000_000), quality: 40 }),
    entry('openai/large', { ...priced(8_000_000), quality: 95 }),
  ];
  const policy = { privacy: 'any', weights: { cost: 30, quality: 70, latency: 0 } };
  expect(order(policy, catalogue, { complexity: 'low' })[0]).toBe('openai/small');
  expect(order(policy, catalogue, { complexity: 'high' })[0]).toBe('openai/large');
});

it('puts a model that keeps failing behind one that answers', () => {
  const catalogue = [entry('ollama/a'), entry('ollama/b')];
  const measureOf = ({ model }: CatalogueEntry) => ({
    ...{ calls: 10, latencyMs: 1_000, failures: model === 'a' ? 8 : 0 },
  });
  const { candidates } = route({}, catalogue, { measureOf });
  expect(candidates.map(({ ref }) => ref)).toEqual(['ollama/b', 'ollama/a']);
  expect(candidates[1]?.reasons).toContain('80 % of its latest calls failed');
});

it('says what a call would cost in dollars, and nothing of how soon one answers that never did', () => {
  const catalogue = [entry('openai/a', priced(2_000_000, 4_000_000))];
  const reasonsOf = (measure: { calls: number; failures: number; latencyMs: number }) =>
    route({ privacy: 'any' }, catalogue, { measureOf: () => measure }).candidates[0]?.reasons;
  expect(reasonsOf({ calls: 2, failures: 1, latencyMs: 300 })).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^about \$0\.004 for this call/),
      expect.stringMatching(/^answers in 300 ms/),
    ]),
  );
  const never = reasonsOf({ calls: 2, failures: 2, latencyMs: 0 });
  expect(never).toContain('not measured yet');
  expect(never).toContain('100 % of its latest calls failed');
});

it.each([
  ['disabled', { is_enabled: false }, {}],
  ['not_preferred', {}, { prefer: ['ollama/other'], only_preferred: true }],
  ['missing_capability', { capabilities: ['json'] }, { capabilities: ['tools', 'json'] }],
  ['context_too_small', { context_tokens: 1_499 }, {}],
  ['context_too_small', { context_tokens: 8_000 }, { min_context_tokens: 32_000 }],
  ['not_local', { is_local: false }, { privacy: 'local_only' }],
  ['may_train', { is_local: false }, { privacy: 'no_training' }],
])('leaves a model out as %s', (reason, change, policy) => {
  const { entries, excluded } = route({ privacy: 'any', ...policy }, [entry('ollama/a', change)]);
  expect(entries).toEqual([]);
  expect(excluded).toMatchObject([{ ref: 'ollama/a', reason }]);
});

it('has the script of the demo answer only what names it', () => {
  const catalogue = [entry('scripted/transcripts', { is_local: true }), entry('openai/a', priced(9_000_000))];
  const unnamed = route({ privacy: 'any' }, catalogue);
  expect(unnamed.entries.map(refOf)).toEqual(['openai/a']);
  expect(unnamed.excluded).toEqual([
    {
      ref: 'scripted/transcripts',
      reason: 'not_preferred',
      detail: 'scripted/transcripts is a script of the demo; only what names it is answered by it',
    },
  ]);
  const named = { privacy: 'any', prefer: ['scripted/transcripts'] };
  expect(order(named, catalogue)).toEqual(['scripted/transcripts', 'openai/a']);
  expect(order({}, [entry('scripted/scripted', { is_local: true })])).toEqual(['scripted/scripted']);
});

it('takes a model whose context just holds it, or is not known', () => {
  expect(order({}, [entry('ollama/a', { context_tokens: 1_500 }), entry('ollama/b')])).toHaveLength(2);
});
