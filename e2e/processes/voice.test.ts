import type { Message } from '@overmind/contracts/entities/conversation';
import type { RecordingDetail } from '@overmind/contracts/entities/recording';
import { summariseForEar } from '@overmind/domain/speakable/summarise';
import { waitFor } from '@overmind/testing/wait-for';
import { expect, test } from 'vitest';
import { createProject, taskWith } from './support/main-job.ts';
import { Person } from './support/person.ts';
import { speakInto } from './support/speaker.ts';
import { Stand } from './support/stand.ts';
import { Watcher } from './support/watcher.ts';

/** As the dashboard has it said. */
const mostSeconds = 30;

/** The words of a text, for comparing what was said with what was heard. */
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-z]+/g) ?? [];

async function aloud(person: Person, text: string): Promise<Buffer> {
  const response = await fetch(`${person.baseUrl}/api/speech`, {
    method: 'POST',
    headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return Buffer.from(await response.arrayBuffer());
}

/** What the product itself hears in a file that is brought to it. */
async function transcribe(person: Person, conversationId: string, wav: Buffer): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(wav)]), 'answer.wav');
  const response = await fetch(`${person.baseUrl}/api/conversations/${conversationId}/recordings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${person.token}` },
    body: form,
  });
  expect(response.status, await response.clone().text()).toBe(201);
  const { id } = (await response.json()) as { id: string };
  const heard = await waitFor(
    async () => {
      const recording = await person.get<RecordingDetail>(`/recordings/${id}`);
      if (recording.status === 'failed') throw new Error(JSON.stringify(recording));
      return recording.status === 'transcribed' ? recording : null;
    },
    { what: 'the recording to be transcribed' },
  );
  return heard.transcript_text ?? '';
}

test('a spoken "run the tests" starts the run, and the spoken answer carries its result', async () => {
  await using stand = new Stand();
  const repository = await stand.repository();
  const server = await stand.server();
  await stand.runner(server, [repository]);
  const person = await Person.signIn(server.url);
  const work = await createProject(person, repository, { run: ['node', '--test'] });
  const watcher = stand.own(await Watcher.open(person, work.project.id));

  const at = { projectId: work.project.id, conversationId: work.conversationId };
  const { final, frames } = await speakInto(person, at, await aloud(person, 'Run the tests.'));
  expect(wordsOf(final.text)).toEqual(['run', 'the', 'tests']);
  expect(frames.map(({ type }) => type)).toEqual(expect.arrayContaining(['speech.started', 'ack']));

  await watcher.event({ type: 'agent.run.completed', patch: ({ status }) => status === 'completed' });
  const task = await taskWith(person, work.project.id, 'needs_review');
  const messages = async () =>
    person.list<Message>(`/conversations/${work.conversationId}/messages?limit=100`);
  const said = (await messages()).find(({ id }) => id === final.message_id);
  expect(said).toMatchObject({ role: 'user', recording: { id: final.recording_id } });

  const isOutcome = ({ message_type, related_task_id }: Message) =>
    message_type === 'summary' && related_task_id === task.id;
  const outcome = await waitFor(async () => (await messages()).find(isOutcome), { what: 'the outcome' });
  expect(outcome.parent_message_id).toBe(final.message_id);
  const aloudWords = summariseForEar(outcome.content, mostSeconds);
  const spoken = await transcribe(person, work.conversationId, await aloud(person, aloudWords));
  // None of these stands in what was asked for, nor in the answer that it was added.
  expect(wordsOf(spoken)).toEqual(expect.arrayContaining(['ready', 'review']));
  const recording = await person.get<RecordingDetail>(`/recordings/${final.recording_id}`);
  expect(recording).toMatchObject({ source: 'voice', tasks: [{ id: task.id, is_origin: true }] });
  const audio = await person.download(`/recordings/${recording.id}/audio`);
  expect(audio.length).toBe(recording.size_bytes);
});
