import { ModelCallScope } from '@overmind/contracts/entities/model';
import { expect, it } from 'vitest';
import { callModel } from './call-model.ts';
import { streamModel } from './stream-model.ts';
import { heard, makeStand, requestFor, type StandProvider } from './test-support/stand.ts';

const never = new Promise<never>(() => {});
async function* thenNothing(): AsyncGenerator<string> {
  yield 'One word, and ';
  await never;
}
/** One that takes a single call at a time. */
const narrow = (script: StandProvider['script']): StandProvider[] => [
  {
    ...{ name: 'one', kind: 'openai_compatible', script },
    access: { isLimited: true },
  },
];

it('gives its place free and is in the ledger when it is given up while nobody reads', async () => {
  const leaving = new AbortController();
  const { layer, calls } = await makeStand(narrow([{ text: thenNothing() }, { text: 'Seven.' }]));
  const { deltas } = await streamModel(layer, requestFor(['one'], { signal: leaving.signal }));
  leaving.abort();
  expect(await callModel(layer, requestFor(['one']))).toMatchObject({ text: 'Seven.' });
  expect(calls).toMatchObject([
    { status: 'aborted', reason: 'aborted', cost_source: 'estimated', attempts: [{ outcome: 'failed' }] },
    { status: 'ok' },
  ]);
  expect(await heard(deltas)).toMatchObject({ error: { name: 'AbortError' } });
  expect(calls).toHaveLength(2);
});

it('is in the ledger when its time is over while nobody reads', async () => {
  const { layer, calls } = await makeStand(narrow([{ text: thenNothing() }, { text: 'Seven.' }]));
  const request = requestFor(['one'], { bounds: { totalMs: 5_000 } });
  const { deltas } = await streamModel(layer, request);
  expect(await callModel(layer, requestFor(['one']))).toMatchObject({ text: 'Seven.' });
  expect(calls[0]).toMatchObject({ status: 'failed', reason: 'timed_out' });
  expect(await heard(deltas)).toMatchObject({ error: { reason: 'timed_out' } });
});

it('can be left before anything of it was read', async () => {
  const { layer, calls } = await makeStand(narrow([{ text: thenNothing() }, { text: 'Seven.' }]));
  const { giveUp } = await streamModel(layer, requestFor(['one']));
  await giveUp();
  expect(calls).toMatchObject([{ status: 'aborted' }]);
  expect(await callModel(layer, requestFor(['one']))).toMatchObject({ text: 'Seven.' });
});

it('is in the ledger when the layer is disposed of while nobody reads', async () => {
  const { layer, calls, settled } = await makeStand(narrow([{ text: thenNothing() }]));
  const { deltas } = await streamModel(layer, requestFor(['one']));
  await layer[Symbol.asyncDispose]();
  expect(calls).toMatchObject([
    { status: 'aborted', reason: 'aborted', cost_source: 'estimated', attempts: [{ outcome: 'failed' }] },
  ]);
  expect(settled).toHaveLength(1);
  expect(await heard(deltas)).toMatchObject({ text: 'One word, and ', error: { reason: 'aborted' } });
  expect(calls).toHaveLength(1);
});

it('is in the ledger when the layer is disposed of after its reader went away without a word', async () => {
  const { layer, calls } = await makeStand(narrow([{ text: thenNothing() }]));
  const { deltas } = await streamModel(layer, requestFor(['one']));
  const reader = deltas[Symbol.asyncIterator]();
  expect(await reader.next()).toMatchObject({ value: { text: 'One word, and ' } });
  await layer[Symbol.asyncDispose]();
  expect(calls).toMatchObject([{ status: 'aborted' }]);
});

it('out of the cache is in the ledger, too, when nobody reads it', async () => {
  const { layer, calls } = await makeStand([
    { name: 'one', kind: 'openai_compatible', script: [{ text: 'Seven.' }] },
  ]);
  const request = requestFor(['one'], { isDeterministic: true });
  await callModel(layer, request);
  await streamModel(layer, request);
  expect(calls).toHaveLength(1);
  await layer[Symbol.asyncDispose]();
  expect(calls).toMatchObject([
    { is_cache_hit: false },
    { status: 'ok', is_cache_hit: true, cost_micros: 0 },
  ]);
});

it('keeps no other out of the ledger when it cannot be entered as the layer is disposed of', async () => {
  const calls: string[] = [];
  const ledger = {
    record: async ({ scope }: { scope: { purpose: string } }) => {
      if (scope.purpose === 'broken') throw new Error('The disk is full.');
      calls.push(scope.purpose);
    },
  };
  const { layer } = await makeStand(
    [{ name: 'one', kind: 'openai_compatible', script: [{ text: thenNothing() }, { text: thenNothing() }] }],
    { ledger },
  );
  for (const purpose of ['broken', 'whole'])
    await streamModel(layer, requestFor(['one'], { scope: ModelCallScope.parse({ purpose }) }));
  await layer[Symbol.asyncDispose]();
  expect(calls).toEqual(['whole']);
});

it('stays answered when it is given up after its end', async () => {
  const leaving = new AbortController();
  const { layer, calls } = await makeStand(narrow([{ text: ['Sev', 'en.'] }]));
  const { deltas, giveUp } = await streamModel(layer, requestFor(['one'], { signal: leaving.signal }));
  expect(await heard(deltas)).toEqual({ text: 'Seven.', error: null });
  leaving.abort();
  await giveUp();
  expect(calls).toMatchObject([{ status: 'ok', attempts: [{ outcome: 'ok' }] }]);
});

it('tells whoever reads on that the ledger did not take a call that was given up', async () => {
  const leaving = new AbortController();
  const ledger = { record: () => Promise.reject(new Error('The disk is full.')) };
  const { layer } = await makeStand(narrow([{ text: thenNothing() }]), { ledger });
  const { deltas } = await streamModel(layer, requestFor(['one'], { signal: leaving.signal }));
  leaving.abort();
  expect(await heard(deltas)).toMatchObject({ error: { message: 'The disk is full.' } });
});
