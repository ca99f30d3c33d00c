import { expect, test } from 'vitest';
import { LiveFirst } from './live-first.ts';

async function isPending(promise: Promise<void>): Promise<boolean> {
  const pending = Symbol('pending');
  return (
    (await Promise.race([promise, new Promise((resolve) => setImmediate(() => resolve(pending)))])) ===
    pending
  );
}

test('lets a recording go on at once while nobody speaks', async () => {
  expect(await isPending(new LiveFirst(60_000).pass())).toBe(false);
});

test('lets a recording wait until the last one who speaks has stopped', async () => {
  const live = new LiveFirst(60_000);
  const stops = [live.begin(), live.begin()];
  const passed = live.pass();
  stops[0]?.();
  stops[0]?.();
  expect(await isPending(passed)).toBe(true);
  stops[1]?.();
  await passed;
});

test('lets a recording go on though somebody never stops', async () => {
  const live = new LiveFirst(5);
  live.begin();
  await live.pass();
});
