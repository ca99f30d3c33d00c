import { join } from 'node:path';
import { expect, test } from 'vitest';
import { localHealth } from '../process/local-speech.ts';
import { verifyModel } from './check.ts';
import { findUpwards } from './find-upwards.ts';
import { readManifest } from './manifest.ts';
import { chooseModels, listModels } from './places.ts';

const shipped = findUpwards('models/speech') ?? '';
const models = (await readManifest(join(shipped, 'manifest.json')))?.models ?? [];
const known = await listModels({ own: null, pulled: join(shipped, 'nothing-was-pulled'), shipped });

test('a model of each kind comes along, whole to the last byte, and is the one that is used', async () => {
  const used = Object.values(chooseModels(known));
  expect(used.map((entry) => entry?.model.kind)).toEqual(['recognition', 'activity', 'synthesis']);
  for (const entry of used)
    expect(entry && (await verifyModel(entry.folder, entry.model))).toEqual({ state: 'present' });
});

test('what is heard by those that come along is English, and is said', async () => {
  const places = { own: null, pulled: join(shipped, 'nothing-was-pulled'), shipped };
  expect(await localHealth(places)).toMatchObject({ recognition: { state: 'ready' }, languages: ['en'] });
});

test('what does not come along can be pulled', () => {
  const rest = known.filter(({ state }) => state.state !== 'present');
  expect(rest.map(({ model, state }) => [model.name, state.state])).toEqual([
    ['moonshine-base-en', 'offered'],
  ]);
});

/** A branch or a release may be moved; what a commit names stays what it is. */
const ofCommit = /^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/raw\/[0-9a-f]{40}\/[\w./-]+$/;

test.each(models)(
  '$name is pulled, if at all, whole and from addresses whose content cannot change',
  ({ files }) => {
    const addresses = files.flatMap(({ url }) => (url === undefined ? [] : [url]));
    expect([0, files.length]).toContain(addresses.length);
    for (const url of addresses) expect(url).toMatch(ofCommit);
  },
);
