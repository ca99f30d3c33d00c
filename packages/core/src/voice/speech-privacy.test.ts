import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { ProjectSettings } from '@overmind/contracts/entities/project';
import type { SpeechInput } from '@overmind/contracts/entities/speech';
import { ProviderSpeech } from '@overmind/speech/providers/provider-speech';
import { readSpeechSettings } from '@overmind/speech/providers/settings';
import type { Speech } from '@overmind/speech/speech';
import { toWav } from '@overmind/speech/wav/write';
import { listenOnLoopback } from '@overmind/testing/loopback';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { updateProject } from '../projects/update.ts';
import { requireVoice } from '../projects/voice-rules.ts';
import { hearRecording } from '../recordings/hear.ts';
import { getRecording } from '../recordings/read.ts';
import { type MadeProject, makeProject } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { makeVoiceConversation, uploadTones } from '../test-support/test-recordings.ts';
import { inTones, ToneSpeech } from '../test-support/tone-speech.ts';
import { LiveHearing } from './live.ts';
import { speakText } from './speak.ts';
import { readSpeechState } from './speech-state.ts';

/** What the service was sent. */
const sent: string[] = [];
const heard = {
  language: 'english',
  segments: [{ start: 0, end: 1, text: 'from far away', avg_logprob: -0.1 }],
};
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  sent.push((await buffer(request)).toString('latin1'));
  if (request.url?.endsWith('/speech')) response.end(toWav(Float32Array.of(0, 0.5)));
  else response.end(JSON.stringify(heard));
}
const server = createServer((request, response) => void answer(request, response));
let stopServer: () => Promise<void>;
let on: TestCore;
let made: MadeProject;
let service: ProviderSpeech;
const own = new ToneSpeech();

beforeAll(async () => {
  const { url, close } = await listenOnLoopback(server);
  stopServer = close;
  const settings = readSpeechSettings({ SPEECH: `${url}/v1`, SPEECH_VOICE_MODEL: 'loud' });
  if (settings.kind !== 'provider') throw new Error('this is no service');
  service = new ProviderSpeech(settings.provider);
  on = await startTestCore({}, service);
});
afterAll(async () => {
  await on.stop();
  await stopServer();
});
beforeEach(async () => {
  made = await makeProject(on.core);
  await on.database.pool.query('delete from spoken_texts');
  sent.length = 0;
});

const setProject = (settings: Partial<ProjectSettings>) =>
  updateProject(on.core, made.owner, made.project.id, { settings });
/** The service is set up, and this machine could do it as well. */
function besideOwn() {
  const speech: Speech = {
    ...{ voices: service.voices, onThisMachine: own },
    recognise: (...asked) => service.recognise(...asked),
    open: (...asked) => service.open(...asked),
    speak: (...asked) => service.speak(...asked),
    health: () => service.health(),
    stop: () => service.stop(),
  };
  return { ...on.core, speech };
}

const serviceName: unknown = expect.stringMatching(/^127\.0\.0\.1:\d+$/);

async function record() {
  const conversationId = await makeVoiceConversation(on.core, made);
  return uploadTones(on.core, made, conversationId, [['run', 'the', 'tests']]);
}

async function hearAlong(core: TestCore['core']): Promise<string[]> {
  const format = { encoding: 'f32le', rate: 16_000 } as const;
  const of = { projectId: made.project.id, language: null, format };
  const live = await LiveHearing.open(core, of, { tell: () => {}, lost: () => {} });
  live.push(Buffer.from(inTones([['fix', 'the', 'bug']]).buffer));
  return (await live.end()).map(({ text }) => text);
}

const speak = async (
  core: TestCore['core'],
  more: Partial<SpeechInput> = { project_id: made.project.id },
  usual: string | null = null,
) => buffer((await speakText(core, { text: 'fix the login', rate: 1, ...more }, usual)).content);

it('sends sound, names and texts to the service that is set up, where no rule keeps them here', async () => {
  const { id } = await record();
  await hearRecording(on.core, id);
  expect((await getRecording(on.core, id)).transcript?.segments).toMatchObject([{ text: 'from far away' }]);
  expect(await hearAlong(on.core)).toEqual(['from far away']);
  await speak(on.core);
  expect(sent).toHaveLength(3);
  expect(sent[0]).toContain(made.project.name);
  expect(await readSpeechState(on.core, made.project.id)).toMatchObject({
    ...{ recognition: { engine: serviceName, state: 'ready' }, languages: null },
  });
});

describe.each<[string, () => Promise<unknown>]>([
  ['project', () => setProject({ model_privacy: 'local_only' })],
  ['project, if it is about training,', () => setProject({ model_privacy: 'no_training' })],
  [
    'repository',
    () => setProject({ repository_privacy: { [made.project.default_repo_path ?? '']: 'local_only' } }),
  ],
  [
    "repository of one of its agents'",
    async () => {
      await setProject({ repository_privacy: { '/roots/kept': 'local_only' } });
      const config = `config || '{"repo_path": "/roots/kept/shop"}'`;
      await on.database.pool.query(`update agents set config = ${config} where id = $1`, [made.agent.id]);
    },
  ],
])('under the rule of the %s', (_of, rule) => {
  it('this machine hears and speaks, and the service is sent nothing', async () => {
    await rule();
    const core = besideOwn();
    const { id } = await record();
    await hearRecording(core, id);
    expect(await getRecording(on.core, id)).toMatchObject({
      ...{ status: 'transcribed', engine: 'tones' },
      transcript: { segments: [{ text: 'run the tests' }] },
    });
    expect(await hearAlong(core)).toEqual(['fix the bug']);
    const before = own.spoken;
    await speak(core, { project_id: made.project.id, voice: 'alloy' });
    expect(own.spoken).toBe(before + 1);
    await requireVoice(core, made.project.id, 'recognition');
    expect(sent).toEqual([]);
    expect(await readSpeechState(core, made.project.id)).toMatchObject({
      ...{ recognition: { engine: 'tones', is_local: true }, synthesis: { engine: 'tones' } },
      ...{ languages: ['en'], voices: [{ id: 'flute' }] },
    });
    expect(await readSpeechState(core, null)).toMatchObject({
      ...{ recognition: { engine: serviceName }, synthesis: { engine: serviceName }, languages: null },
    });
  });

  it('nobody hears or speaks where this machine cannot, and what was recorded is kept with the reason', async () => {
    await rule();
    const { core } = on;
    const reason = /^This project .*, and hearing here is done by a service \(127\.0\.0\.1:\d+\)\. \S/;
    const { id } = await record();
    await hearRecording(core, id);
    expect(await getRecording(core, id)).toMatchObject({
      ...{ status: 'failed', error: expect.stringMatching(reason) },
    });
    await expect(hearAlong(core)).rejects.toMatchObject({ fault: 'not_allowed' });
    for (const use of ['recognition', 'synthesis'] as const)
      await expect(requireVoice(core, made.project.id, use)).rejects.toMatchObject({
        ...{ code: 'rule_violated', rule: 'voice.not_allowed' },
      });
    await expect(speak(core)).rejects.toMatchObject({ rule: 'voice.not_allowed' });
    expect(sent).toEqual([]);
    const off = { state: 'off', is_local: true };
    expect(await readSpeechState(core, made.project.id)).toMatchObject({
      recognition: { ...off, detail: expect.stringMatching(reason) },
      synthesis: { ...off, detail: expect.stringContaining('and speaking here is done by a service') },
      ...{ languages: [], voices: [] },
    });
  });
});

it("speaks with the project's own voice where that is one of this machine, which speaks instead", async () => {
  await setProject({ model_privacy: 'local_only' });
  const of = { project_id: made.project.id };
  const core = besideOwn();
  const kept = async () => (await on.database.pool.query('select 1 from spoken_texts')).rows.length;
  await speak(core, of, 'flute');
  await expect.poll(kept).toBe(1);
  const before = own.spoken;
  await speak(core, { ...of, voice: 'flute' });
  expect(own.spoken).toBe(before);
  await speak(core, of, 'alloy');
  expect(own.spoken).toBe(before + 1);
});

it('says what belongs to no project on this machine only', async () => {
  const before = own.spoken;
  await speak(besideOwn(), { text: 'fix the tests' });
  expect(own.spoken).toBe(before + 1);
  await expect(speak(on.core, {})).rejects.toThrow('Say for which project it is');
  expect(sent).toEqual([]);
});
