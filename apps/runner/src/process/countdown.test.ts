import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RunControl } from './run-control.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

it('does not count the time a run is frozen', () => {
  const control = new RunControl();
  const onEnd = vi.fn();
  using _clock = control.countdown(1_000, onEnd);
  vi.advanceTimersByTime(600);
  control.freeze();
  vi.advanceTimersByTime(600_000);
  expect(onEnd).not.toHaveBeenCalled();
  control.thaw();
  vi.advanceTimersByTime(399);
  expect(onEnd).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2);
  expect(onEnd).toHaveBeenCalledOnce();
});
