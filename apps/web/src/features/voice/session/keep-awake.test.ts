import { afterEach, expect, it } from 'vitest';
import { keepAwake } from './keep-awake.ts';

/** What a browser gives, and takes back by itself: there is none where the tests run. */
class Lock {
  released = false;
  release(): Promise<void> {
    this.released = true;
    return Promise.resolve();
  }
}

const locks: Lock[] = [];
const areReleased = () => locks.map(({ released }) => released);
const giveLock = (): Promise<Lock> => {
  const lock = new Lock();
  locks.push(lock);
  return Promise.resolve(lock);
};
const browserGives = (request: () => Promise<Lock>) =>
  Object.defineProperty(navigator, 'wakeLock', { configurable: true, value: { request } });
const pageIs = (visibilityState: 'visible' | 'hidden') => {
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: visibilityState });
  document.dispatchEvent(new Event('visibilitychange'));
};
afterEach(() => {
  locks.length = 0;
  Reflect.deleteProperty(navigator, 'wakeLock');
  Reflect.deleteProperty(document, 'visibilityState');
});

it('keeps the screen on until it is told to stop', async () => {
  browserGives(giveLock);
  const stop = keepAwake();
  expect(areReleased()).toEqual([false]);
  stop();
  await expect.poll(areReleased).toEqual([true]);
});

it('asks again when the page is back in sight and the browser let go of it, and holds no two', async () => {
  browserGives(giveLock);
  const stop = keepAwake();
  pageIs('hidden');
  await locks[0]?.release();
  pageIs('visible');
  await expect.poll(() => locks).toHaveLength(2);
  pageIs('visible');
  stop();
  await expect.poll(areReleased).toEqual([true, true]);
});

it('lets go of what a browser gives only after the end', async () => {
  let give: () => void = () => undefined;
  browserGives(
    () =>
      new Promise((resolve) => {
        give = () => resolve(giveLock());
      }),
  );
  keepAwake()();
  give();
  await expect.poll(areReleased).toEqual([true]);
});

it('is silent where it is refused, and asks again later', async () => {
  let isAllowed = false;
  browserGives(() => (isAllowed ? giveLock() : Promise.reject(new DOMException('no', 'NotAllowedError'))));
  const stop = keepAwake();
  isAllowed = true;
  pageIs('visible');
  await expect.poll(() => locks).toHaveLength(1);
  stop();
  await expect.poll(areReleased).toEqual([true]);
});

it('does nothing where a browser cannot', () => {
  expect(() => keepAwake()()).not.toThrow();
});
