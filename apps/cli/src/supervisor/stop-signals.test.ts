import { afterEach, expect, it, vi } from 'vitest';
import { onStopSignals } from './stop-signals.ts';

let forget = (): void => undefined;
afterEach(() => forget());

it('takes signals within a second for one, and a later one for "at once"', () => {
  let time = 5_000;
  const [stop, force] = [vi.fn(), vi.fn()];
  forget = onStopSignals({ stop, force }, () => time);
  process.emit('SIGINT');
  process.emit('SIGTERM');
  time += 999;
  process.emit('SIGINT');
  expect(stop).toHaveBeenCalledTimes(1);
  expect(force).not.toHaveBeenCalled();
  time += 1;
  process.emit('SIGINT');
  expect(stop).toHaveBeenCalledTimes(1);
  expect(force).toHaveBeenCalledTimes(1);
});
