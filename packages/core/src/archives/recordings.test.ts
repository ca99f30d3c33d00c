import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordingDetail } from '@overmind/contracts/entities/recording';
import { newId } from '@overmind/db/database';
import { insertCapture } from '@overmind/db/queries/voice/captures';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listMessages } from '../conversations/talk.ts';
import { deleteProject } from '../projects/update.ts';
import { putRecordingTasks } from '../recordings/change.ts';
import { hearForgottenRecordings, hearRecording } from '../recordings/hear.ts';
import { getRecording, getRecordingAudio, listRecordings } from '../recordings/read.ts';
import { sayRecording } from '../recordings/say.ts';
import { searchProject } from '../search/search.ts';
import { type MadeProject, makeProject, makeTask } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { makeVoiceConversation, uploadTones } from '../test-support/test-recordings.ts';
import { ToneSpeech } from '../test-support/tone-speech.ts';
import { createCorrection, listCorrections } from '../voice/corrections.ts';
import { exportBytes, importBytes, openArchive, rowsOf } from './test-support/archives.ts';
import { filesUnder } from './test-support/history.ts';

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
