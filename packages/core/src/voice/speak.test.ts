import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { readPlainWavFile } from '@overmind/speech/wav/plain';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sweep } from '../sweep.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { ToneSpeech } from '../test-support/tone-speech.ts';
import { speakText } from './speak.ts';

const speech = new ToneSpeech();
let on: TestCore;
beforeAll(async () => {
  on = await startTestCore({}, speech);
});
afterAll(() => on.stop());

const speak = async (text: string): Promise<Buffer> => {
  const { content } = await speakText(on.core, { text, rate: 1 });
  return buffer(content);
};
const kept = async () =>
  on.core.db.selectFrom('spoken_texts').select(['storage_path', 'size_bytes']).execute();
const files = () => readdir(join(on.storageRoot, 'speech'));
const removals = () => on.core.db.selectFrom('file_removals').selectAll().execute();

it('is spoken once, and kept in a file that nothing is about to remove', async () => {
  const first = await speak('fix the bug');
  expect((await speak('fix the bug')).subarray(44)).toEqual(first.subarray(44));
  expect(speech.spoken).toBe(1);
  expect(await files()).toHaveLength(1);
  expect(await removals()).toEqual([]);
});

it('is a moment of silence where the voice finds nothing in it to say', async () => {
  const before = await kept();
  const { content, sizeBytes } = await speakText(on.core, { text: '...', rate: 1 });
  const wav = await buffer(content);
  expect(wav.length).toBe(sizeBytes);
  const { samples } = await readPlainWavFile(wav);
  expect(samples.length).toBeGreaterThan(0);
  expect(samples.every((byte) => byte === 0)).toBe(true);
  expect(await kept()).toEqual(before);
});

it('leaves one file when two speak the same for the first time', async () => {
  const before = (await files()).length;
  await Promise.all([speak('run the tests'), speak('run the tests')]);
  await waitFor(async () => (await removals()).length === 0, { what: 'the second file to go' });
  expect(await files()).toHaveLength(before + 1);
});

it('is spoken and kept anew where its file is gone', async () => {
  await speak('fix the login');
  const lost = await kept();
  for (const { storage_path: path } of lost) await rm(join(on.storageRoot, path));
  const spoken = speech.spoken;
  await speak('fix the login');
  await speak('fix the login');
  expect(speech.spoken).toBe(spoken + 1);
  const paths = (await kept()).map((each) => each.storage_path);
  expect(paths.filter((path) => !lost.some((each) => each.storage_path === path))).toHaveLength(1);
});

it('goes with its file when it was not spoken for a month', async () => {
  for (const { storage_path: path } of await kept()) await rm(join(on.storageRoot, path), { force: true });
  await on.database.pool.query('delete from spoken_texts');
  await speak('run the login');
  await on.database.pool.query(`update spoken_texts set used_at = now() - interval '31 days'`);
  await speak('fix the tests');
  await on.database.pool.query(
    `update spoken_texts set used_at = now() - interval '29 days' where used_at > now() - interval '1 day'`,
  );
  await sweep(on.core);
  await waitFor(async () => (await removals()).length === 0, { what: 'the older file to go' });
  const [left, ...others] = await kept();
  expect(others).toEqual([]);
  expect(await files()).toEqual([basename(left?.storage_path ?? '')]);
});

it('leaves no file where it could not be kept', async () => {
  const before = await files();
  await on.database.pool.query(
    'alter table spoken_texts add constraint refused check (size_bytes < 0) not valid',
  );
  await speak('tests');
  await on.database.pool.query('alter table spoken_texts drop constraint refused');
  expect(await files()).toEqual(before);
  expect(await removals()).toEqual([]);
});
