import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordingDetail } from '@overmind/contracts/entities/recording';
import { newId } from '@overmind/db/database';
import { insertCapture } from '@overmind/db/queries/voice/captures';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listMessages } from '../conversations/talk.ts';
import type { Core } from '../core.ts';
import { removeForsakenFiles } from '../files/remove.ts';
import { deleteProject } from '../projects/update.ts';
import { putRecordingTasks } from '../recordings/change.ts';
import { hearForgottenRecordings, hearRecording } from '../recordings/hear.ts';
import { getRecording, getRecordingAudio, listRecordings } from '../recordings/read.ts';
import { dropOldRecordings } from '../recordings/retention.ts';
import { sayRecording } from '../recordings/say.ts';
import { searchProject } from '../search/search.ts';
import { type MadeProject, makeProject, makeTask } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { makeVoiceConversation, uploadTones } from '../test-support/test-recordings.ts';
import { ToneSpeech } from '../test-support/tone-speech.ts';
import { withStorage } from '../test-support/with-storage.ts';
import { createCorrection, listCorrections } from '../voice/corrections.ts';
import {
  exportBytes,
  importBytes,
  openArchive,
  packAgain,
  putRows,
  rowsOf,
} from './test-support/archives.ts';
import { filesUnder, workFilesGone } from './test-support/history.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore({}, new ToneSpeech());
});
afterAll(() => on.stop());

/** A recording that was heard, said and linked, one that nobody has heard yet, and something being said. */
async function makeTalk(): Promise<MadeProject> {
  const { core } = on;
  const made = await makeProject(core);
  const conversationId = await makeVoiceConversation(core, made);
  await createCorrection(core, made.owner, made.project.id, { heard: 'over mind', meant: 'Overmind' });
  const { id } = await uploadTones(core, made, conversationId, [['fix', 'the', 'over mind'], ['run']]);
  await hearRecording(core, id);
  await sayRecording(core, made.owner, id, {});
  await putRecordingTasks(core, made.owner, id, [(await makeTask(core, made)).id]);
  await uploadTones(core, made, conversationId, [['tests']]);
  await core.db.transaction().execute((tx) =>
    insertCapture(tx, {
      ...{ id: newId(), project_id: made.project.id, conversation_id: conversationId, language: null },
      ...{ user_id: made.owner.userId, format: { format: 's16le', sample_rate: 16_000 } },
    }),
  );
  return made;
}

const soundOf = async (id: string): Promise<Buffer> =>
  readFile(join(on.storageRoot, (await getRecordingAudio(on.core, id)).storagePath));
const recordingsOf = async (projectId: string): Promise<RecordingDetail[]> => {
  const { items } = await listRecordings(on.core, projectId, { limit: 50 });
  return Promise.all(items.reverse().map(({ id }) => getRecording(on.core, id)));
};

test.each(['keep', 'remap'] as const)(
  'recordings come back with their sound, their words and what points at them (%s ids)',
  async (ids) => {
    const { core } = on;
    const made = await makeTalk();
    const [heard, waiting] = await recordingsOf(made.project.id);
    const sounds = [await soundOf(heard?.id ?? ''), await soundOf(waiting?.id ?? '')];
    const bytes = await exportBytes(core, made.owner, made.project.id);
    if (ids === 'keep') await deleteProject(core, made.owner, made.project.id);
    const { project } = await importBytes(core, made.owner, bytes, { ids });

    const [back, toHear] = await recordingsOf(project.id);
    expect(back).toMatchObject({
      ...{ status: 'transcribed', transcript: heard?.transcript, sha256: heard?.sha256 },
      ...{ transcript_text: 'fix the Overmind run', peaks: heard?.peaks, tasks: [{ is_origin: false }] },
    });
    expect(back?.id === heard?.id).toBe(ids === 'keep');
    expect([await soundOf(back?.id ?? ''), await soundOf(toHear?.id ?? '')]).toEqual(sounds);
    for (const [index, each] of [back, toHear].entries())
      expect(
        createHash('sha256')
          .update(sounds[index] ?? '')
          .digest('hex'),
      ).toBe(each?.sha256);
    const { items: said } = await listMessages(core, back?.conversation_id ?? '', { limit: 5 });
    expect(said).toMatchObject([{ content: 'fix the Overmind run', recording: { id: back?.id } }]);
    expect(back?.messages).toEqual([said[0]?.id]);
    expect(await listCorrections(core, project.id)).toMatchObject([
      { heard: 'over mind', meant: 'Overmind' },
    ]);
    expect(await filesUnder(on, `projects/${project.id}`)).toHaveLength(2);

    const found = await searchProject(core, project.id, { q: 'overmind run', limit: 5 });
    expect(found.items.map(({ kind }) => kind).sort()).toEqual(['message', 'transcript']);
    await hearForgottenRecordings(core);
    await hearRecording(core, toHear?.id ?? '');
    expect((await getRecording(core, toHear?.id ?? '')).transcript_text).toBe('tests');
  },
);

test('what is being said stays where it is said', async () => {
  const made = await makeTalk();
  const archive = await openArchive(await exportBytes(on.core, made.owner, made.project.id));
  expect([...archive.entries.keys()].filter((path) => path.includes('capture'))).toEqual([]);
  expect(rowsOf(archive, 'recordings')).toHaveLength(2);
});

test('a recording that was spoken long ago is kept from when it came here', async () => {
  const { core, database } = on;
  const made = await makeTalk();
  const archive = await openArchive(await exportBytes(core, made.owner, made.project.id));
  const spoken = new Date(Date.now() - 400 * 86_400_000).toISOString();
  // Nothing is explained by them.
  for (const table of ['recording_tasks', 'requests', 'tasks', 'task_events']) putRows(archive, table, []);
  putRows(
    archive,
    'recordings',
    rowsOf(archive, 'recordings').map((row) => ({ ...row, created_at: spoken })),
  );
  const { project } = await importBytes(core, made.owner, await packAgain(archive), { ids: 'remap' });
  const left = async () => (await recordingsOf(project.id)).map(({ status }) => status);
  await dropOldRecordings(core);
  expect(await left()).toEqual(['transcribed', 'stored']);
  await database.pool.query(
    `update recordings set here_since = here_since - interval '366 days' where project_id = $1`,
    [project.id],
  );
  await dropOldRecordings(core);
  expect(await left()).toEqual(['stored']);
});

/** As when the process is killed where it would remove files. */
const killedBeforeRemoval = (core: Core): Core =>
  withStorage(core, {
    remove: async (path) => {
      if (path.startsWith('projects/')) throw new Error('killed');
      await core.storage.remove(path);
    },
  });

test('the sound of a deleted project goes though the server was killed before it could remove it', async () => {
  const { core } = on;
  const made = await makeTalk();
  await deleteProject(killedBeforeRemoval(core), made.owner, made.project.id);
  expect(await filesUnder(on, `projects/${made.project.id}`)).not.toEqual([]);
  await removeForsakenFiles(core);
  expect(await filesUnder(on, `projects/${made.project.id}`)).toEqual([]);
});

test('a project that comes back keeps its sound, whatever the deleted one had left behind', async () => {
  const { core } = on;
  const made = await makeTalk();
  const bytes = await exportBytes(core, made.owner, made.project.id);
  await deleteProject(killedBeforeRemoval(core), made.owner, made.project.id);
  const call = { ...made.owner, idempotency: { key: newId(), fingerprint: Buffer.from('x') } };
  const { ids, project } = await importBytes(core, call, bytes, { ids: 'keep' });
  expect(ids).toBe('kept');
  // A repeated key gets the first report, and leaves what came with it.
  expect((await importBytes(core, call, bytes, { ids: 'keep' })).project.id).toBe(project.id);
  await removeForsakenFiles(core);
  expect(await filesUnder(on, `projects/${made.project.id}`)).toHaveLength(2);
});

test('files of an import go though the server was killed before their rows came', async () => {
  const { core } = on;
  const made = await makeTalk();
  const archive = await openArchive(await exportBytes(core, made.owner, made.project.id));
  const tasks = rowsOf(archive, 'tasks').map((row) => ({ ...row, status: 'done' }));
  putRows(archive, 'tasks', tasks);
  const killed = killedBeforeRemoval(core);
  const before = (await filesUnder(on, 'projects')).length;
  const broken = await packAgain(archive);
  const refused = importBytes(killed, made.owner, broken, { ids: 'remap' });
  await expect(refused).rejects.toThrow(/done without a successful run/);
  const left = async () => (await filesUnder(on, 'projects')).length - before;
  expect(await left()).toBe(2);
  await on.database.pool.query('update file_removals set remove_at = now()');
  await removeForsakenFiles(core);
  expect(await left()).toBe(0);
});

test('a project that could not come back is not let out, and what is too large is not taken', async () => {
  const { core } = on;
  const made = await makeTalk();
  const bytes = await exportBytes(core, made.owner, made.project.id);
  const { manifest } = await openArchive(bytes);
  const takenBytes = manifest.entries.reduce((sum, { size }) => sum + 512 + Math.ceil(size / 512) * 512, 0);
  const bounded = (archiveMaxBytes: number): Core => ({
    ...core,
    settings: { ...core.settings, archiveMaxBytes },
  });
  const [enough, tooLittle] = [bounded(takenBytes), bounded(takenBytes - 512)];
  const told = { code: 'too_large', message: expect.stringContaining('ARCHIVE_MAX_MB') };
  await expect(exportBytes(tooLittle, made.owner, made.project.id)).rejects.toMatchObject(told);
  await expect(importBytes(tooLittle, made.owner, bytes, { ids: 'remap' })).rejects.toMatchObject(told);
  await workFilesGone(on);
  const again = await exportBytes(enough, made.owner, made.project.id);
  expect(await importBytes(enough, made.owner, again, { ids: 'remap' })).toMatchObject({ files: 2 });
});
