import { expect, test } from 'vitest';
import { Recorder } from './recorder.ts';
import { Usage } from './usage.ts';

test.each([
  [{ amount: 0, currency: 'USD' }, 0],
  [{ amount: 1.25, currency: 'USD' }, 1_250_000],
  [{ amount: -3, currency: 'USD' }, undefined],
  [{ amount: Number.NaN, currency: 'USD' }, undefined],
  [{ amount: Number.POSITIVE_INFINITY, currency: 'USD' }, undefined],
  [{ amount: 1_000_001, currency: 'USD' }, undefined],
  [{ amount: 1, currency: 'EUR' }, undefined],
])('a cost of %j counts as %s', (cost, micros) => {
  const none = {
    secrets: { redact: (text: string) => text },
    write: () => {},
    tell: () => {},
    onBytes: () => {},
  };
  using recorder = new Recorder(none as unknown as ConstructorParameters<typeof Recorder>[0]);
  const usage = new Usage(recorder);
  usage.takeCost(cost);
  expect(usage.metrics.cost_micros).toBe(micros);
});
