import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { onNextFrame } from './run-log.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('tells of a change with the next frame, and once', () => {
  const notify = vi.fn();
  onNextFrame(notify);
  vi.advanceTimersToNextFrame();
  expect(notify).toHaveBeenCalledOnce();
  vi.runAllTimers();
  expect(notify).toHaveBeenCalledOnce();
});

it('tells of a change on a page that was hidden before the frame came', () => {
  vi.stubGlobal('requestAnimationFrame', () => 1);
  const notify = vi.fn();
  onNextFrame(notify);
  vi.runAllTimers();
  expect(notify).toHaveBeenCalledOnce();
});
