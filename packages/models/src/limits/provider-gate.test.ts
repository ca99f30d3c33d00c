import { createGate } from '@overmind/testing/gate';
import { expect, it } from 'vitest';
import { callModel } from '../call-model.ts';
import { systemClock } from '../clock.ts';
import { noLimits } from '../ports.ts';
import { makeStand, requestFor } from '../test-support/stand.ts';
import { ProviderGate } from './provider-gate.ts';

it('has only so many calls of one provider under way at once, and lets the others through in turn', async () => {
  const gate = createGate();
  const script = () => ({ text: 'Seven.', heldUntil: gate.opened });
  const access = { limits: { ...noLimits, maxConcurrent: 2 } };
  const { layer, servers } = await makeStand([{ name: 'one', kind: 'ollama', script, access }]);
  const calls = Array.from({ length: 6 }, () => callModel(layer, requestFor(['one'])));
  await expect.poll(() => servers[0]?.calls.length).toBe(2);
  gate.open();
  expect(await Promise.all(calls)).toHaveLength(6);
  expect(servers[0]?.calls).toHaveLength(6);
});

it('waits for its minute where a provider takes only so many requests', async () => {
  const access = { limits: { ...noLimits, requestsPerMinute: 2 } };
  const { layer, slept } = await makeStand([
    { name: 'one', kind: 'openai_compatible', script: () => ({ text: 'Seven.' }), access },
  ]);
  for (let times = 0; times < 3; times++) await callModel(layer, requestFor(['one']));
  expect(slept).toHaveLength(1);
  expect(slept[0]).toBeGreaterThan(50_000);
});

const entry = (signal = new AbortController().signal) => ({
  ...{ limits: { ...noLimits, maxConcurrent: 1 }, tokens: 1, clock: systemClock, signal },
});

it('lets a call out of the queue that is given up, and those behind it in when their turn comes', async () => {
  const gate = new ProviderGate();
  const leaveFirst = await gate.enter(entry());
  const leaving = new AbortController();
  const second = gate.enter(entry(leaving.signal));
  let isThirdIn = false;
  const third = gate.enter(entry()).finally(() => {
    isThirdIn = true;
  });
  leaving.abort(new Error('No more.'));
  await expect(second).rejects.toThrow('No more.');
  await new Promise(setImmediate);
  expect(isThirdIn).toBe(false);
  leaveFirst();
  (await third)();
});

it('takes no more into its queue than it can hold', async () => {
  const gate = new ProviderGate();
  const leave = await gate.enter(entry());
  const callers = Array.from({ length: 200 }, () => new AbortController());
  const outcomes = Promise.allSettled(callers.map(({ signal }) => gate.enter(entry(signal))));
  await expect(gate.enter(entry())).rejects.toMatchObject({ reason: 'queue_full' });
  for (const caller of callers) caller.abort();
  expect((await outcomes).every(({ status }) => status === 'rejected')).toBe(true);
  leave();
});
