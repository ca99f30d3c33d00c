import { join } from 'node:path';
import type { Conversation, Message } from '@overmind/contracts/entities/conversation';
import type { Provenance } from '@overmind/contracts/entities/provenance';
import type { RecordingDetail } from '@overmind/contracts/entities/recording';
import { summariseForEar } from '@overmind/domain/speakable/summarise';
import { readPlainWavFile } from '@overmind/speech/wav/plain';
import { wavOf } from '@overmind/speech/wav/write';
import { configureEchoAgent, echoAgentFolder } from '@overmind/testing/agents/echo-agent';
import { waitFor } from '@overmind/testing/wait-for';
import { expect, test } from 'vitest';
import { runOvermind } from './support/command-line.ts';
import { createProject, taskWith } from './support/main-job.ts';
import { MergeScene } from './support/merge-scene.ts';
import { Person } from './support/person.ts';
import { aloud, speakInto } from './support/speaker.ts';
import { Stand } from './support/stand.ts';
import { Watcher } from './support/watcher.ts';

/** As the dashboard has it said. */
const mostSeconds = 30;

/** The words of a text, for comparing what was said with what was heard. */
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-z]+/g) ?? [];

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

/** A project whose agent, a script, adds a line to a list. */
async function beginWithWriter(stand: Stand): Promise<MergeScene> {
  const steps = [{ do: 'write', path: 'list.txt', text: 'first\nsecond\n' }] as const;
  const { argv } = await configureEchoAgent({ home: '', steps });
  return MergeScene.begin(stand, {
    folder: await stand.folder(),
    config: {
      ...{ executor: 'acp', acp: { command: argv }, permissions: 'allow' },
      checks: [{ name: 'there', run: ['grep', 'second', 'list.txt'] }],
    },
    runnerEnv: { RUNNER_READABLE: echoAgentFolder },
  });
}

const headerBytes = 44;

/** A moment of a recording as it is named, fetched without what is around it. */
async function soundAt(person: Person, audio: string, rate: number): Promise<Buffer> {
  const [path = '', moment = ''] = audio.split('#t=');
  const [from = 0, to = 0] = moment.split(',').map((s) => headerBytes + Math.floor(Number(s) * rate) * 2);
  const response = await fetch(`${person.baseUrl}${path}`, {
    headers: { authorization: `Bearer ${person.token}`, range: `bytes=${from}-${to - 1}` },
  });
  expect(response.status).toBe(206);
  return wavOf(rate, Buffer.from(await response.arrayBuffer()));
}

test('a merged line leads back to the sentence that was spoken for it, and to its sound', async () => {
  await using stand = new Stand();
  const scene = await beginWithWriter(stand);
  const { person, project, repository } = scene;
  const [chat] = await person.list<Conversation>(`/projects/${project.id}/conversations`);
  const at = { projectId: project.id, conversationId: chat?.id ?? '' };
  const { rate, samples } = await readPlainWavFile(await aloud(person, 'Ask the writer to fix the list.'));
  const silence = Buffer.alloc(3 * rate * 2);
  const { final } = await speakInto(person, at, wavOf(rate, Buffer.concat([silence, samples, silence])));
  const task = await taskWith(person, project.id, 'needs_review');
  const merge = await scene.settled((await scene.approve(task)).id);
  expect(merge.status).toBe('merged');

  const why = await person.get<Provenance>(`/projects/${project.id}/why?path=list.txt&line=2`);
  expect(why).toMatchObject({
    ...{ text: 'second', agent: 'writer', merge: { id: merge.id }, run: { id: task.latest_run_id } },
    ...{ task: { id: task.id }, request: { source: 'voice', text: final.text } },
    ...{ message: { id: final.message_id }, recording: { id: final.recording_id } },
  });
  const { id, audio, start_ms, end_ms } = why.recording ?? { id: '', audio: '', start_ms: 0, end_ms: 0 };
  // The silence around it belongs to the recording, and not to the moment.
  const { duration_ms } = await person.get<RecordingDetail>(`/recordings/${id}`);
  expect([start_ms > 2_000, end_ms < (duration_ms ?? 0) - 2_000]).toEqual([true, true]);
  const line = `${join(repository, 'list.txt')}:2`;
  const printed = await runOvermind(person, await stand.folder(), 'why', line, '--project', project.key);
  expect(printed).toContain(`"${final.text}"`);
  expect(printed).toContain(`/recordings/${id}?at=${start_ms}`);
  const heard = await transcribe(person, at.conversationId, await soundAt(person, audio, rate));
  expect(wordsOf(heard)).toEqual(wordsOf('Ask the writer to fix the list.'));
});
