import { AppError } from '@overmind/contracts/errors';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { GentleRefetch } from './gentle-refetch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Fetches that end when they are told to. */
function underTest() {
  const ends: { resolve(): void; reject(error: unknown): void }[] = [];
  const gentle = new GentleRefetch(
    () => new Promise<void>((resolve, reject) => void ends.push({ resolve, reject })),
    { gatherMs: 1_000, restMs: 3_000, mostMs: 60_000 },
  );
  return { ends, gentle, pass: (ms: number) => vi.advanceTimersByTimeAsync(ms) };
}
const busy = (retryAfterS?: number) =>
  new AppError('rate_limited', 'Slower.', retryAfterS === undefined ? {} : { retryAfterS });

it('fetches once for a burst', async () => {
  const { ends, gentle, pass } = underTest();
  for (let event = 0; event < 500; event += 1) gentle.soon();
  await pass(1_000);
  expect(ends).toHaveLength(1);
  await pass(60_000);
  expect(ends).toHaveLength(1);
});

it('never has two under way, and fetches once more for all that came meanwhile', async () => {
  const { ends, gentle, pass } = underTest();
  gentle.soon();
  await pass(1_000);
  for (let event = 0; event < 500; event += 1) {
    gentle.soon();
    await pass(100);
  }
  expect(ends).toHaveLength(1);
  ends[0]?.resolve();
  await pass(2_999);
  expect(ends).toHaveLength(1);
  await pass(1);
  expect(ends).toHaveLength(2);
  ends[1]?.resolve();
  await pass(60_000);
  expect(ends).toHaveLength(2);
});

it('asks again later each time while the server has too much to do', async () => {
  const { ends, gentle, pass } = underTest();
  gentle.soon();
  await pass(1_000);
  ends[0]?.reject(busy());
  await pass(5_999);
  expect(ends).toHaveLength(1);
  await pass(1);
  ends[1]?.reject(busy());
  await pass(11_999);
  expect(ends).toHaveLength(2);
  await pass(1);
  ends[2]?.reject(busy(90));
  await pass(89_999);
  expect(ends).toHaveLength(3);
  await pass(1);
  ends[3]?.resolve();
  gentle.soon();
  await pass(3_000);
  expect(ends).toHaveLength(5);
});

it('leaves what another try would not mend', async () => {
  const { ends, gentle, pass } = underTest();
  gentle.soon();
  await pass(1_000);
  ends[0]?.reject(new AppError('forbidden', 'Not you.'));
  await pass(600_000);
  expect(ends).toHaveLength(1);
});

it('fetches nothing any more once it is stopped', async () => {
  const { ends, gentle, pass } = underTest();
  gentle.soon();
  gentle.stop();
  gentle.soon();
  await pass(60_000);
  expect(ends).toEqual([]);
});
