import { TryRequest } from '@overmind/contracts/entities/model-catalogue';
import { toCall } from '@overmind/db/queries/models/calls';
import { endlessText } from '@overmind/testing/models/script';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { addProvider, emptyGateway } from './test-support/gateway.ts';
import { streamTry } from './try.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(() => emptyGateway(on));

const request = TryRequest.parse({
  prompt: 'Say a number.',
  policy: { privacy: 'any', prefer: ['one/scripted'], only_preferred: true },
});
const ledger = async () => (await on.core.db.selectFrom('model_calls').selectAll().execute()).map(toCall);

it('a trial that is left before its first words are read is given up, and in the ledger', async () => {
  await addProvider(on, [{ text: endlessText() }], { name: 'one' });
  const lines = await streamTry(on.core, request, new AbortController().signal);
  expect((await lines.next()).value).toEqual({ type: 'start', ref: 'one/scripted' });
  await lines.return(undefined);
  expect(await ledger()).toMatchObject([{ status: 'aborted', answered_by: null }]);
});

it('a trial that was read to its end stays answered', async () => {
  await addProvider(on, [{ text: ['Sev', 'en.'] }], { name: 'one' });
  const types: string[] = [];
  for await (const { type } of await streamTry(on.core, request, new AbortController().signal))
    types.push(type);
  expect(types).toEqual(['start', 'delta', 'delta', 'end']);
  expect(await ledger()).toMatchObject([{ status: 'ok', answered_by: 'one/scripted' }]);
});
