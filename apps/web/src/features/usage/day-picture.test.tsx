import type { UsageRow } from '@overmind/contracts/entities/model-call';
import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { DayPicture } from './day-picture.tsx';
import type { Measure } from './usage-place.ts';

const day: UsageRow = {
  ...{ group: '2026-11-17', label: null, calls: 3, failures: 0, cache_hits: 0, latency_ms: 900 },
  ...{ input_tokens: 700, output_tokens: 30, cached_tokens: 0, local_calls: 3, local_tokens: 730 },
  ...{ cloud_calls: 0, cloud_tokens: 0 },
  ...{ cost_micros: 0, saved_micros: 0, best_micros: 0, compared_micros: 0 },
};
const show = (measure: Measure) =>
  render(
    <DayPicture
      rows={[day]}
      place={{ from: '2026-11-16', to: '2026-11-22', project: null, by: 'model', measure }}
    />,
  );
const linesIn = (picture: HTMLElement) => picture.querySelectorAll('line');

it('says that nothing was paid, and what to look at instead, where all calls were free; no line runs through it', () => {
  show('cost');
  expect(screen.getByText(/These calls cost no money. Choose Tokens/)).toBeVisible();
  expect(linesIn(screen.getByRole('img'))).toHaveLength(0);
});

it('draws tokens of free calls without a word over them', () => {
  show('tokens');
  const picture = screen.getByRole('img', { name: /most on Nov 17/ });
  expect(picture).toBeVisible();
  expect(linesIn(picture)).not.toHaveLength(0);
  expect(screen.queryByText(/These calls/)).toBeNull();
});
