import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { EnterKey } from './enter-key.ts';

it('ends what is being said, once for each press, and lets the terminal go', () => {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const key = new EnterKey(input);
  const first = key.next();
  input.emit('data', Buffer.from('\n'));
  expect(first.aborted).toBe(true);
  expect(key.next().aborted).toBe(false);
  key[Symbol.dispose]();
  expect(input.isPaused()).toBe(true);
  expect(input.listenerCount('data')).toBe(0);
});

it('is never pressed where there is no terminal', () => {
  const input = Object.assign(new PassThrough(), { isTTY: false });
  using key = new EnterKey(input);
  const pressed = key.next();
  input.emit('data', Buffer.from('\n'));
  expect(pressed.aborted).toBe(false);
});
