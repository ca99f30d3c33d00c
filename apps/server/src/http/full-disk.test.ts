import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Project } from '@overmind/contracts/entities/project';
import { createConversation } from '@overmind/contracts/routes/talk';
import { inTones, ToneSpeech } from '@overmind/core/test-support/tone-speech';
import { toWav } from '@overmind/speech/wav/write';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { fileForm, heardRecording, postForm } from '../test-support/form.ts';
import { addPerson, addProject, type Person } from '../test-support/people.ts';
import { send } from '../test-support/send.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';

const canMount =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['--mount', 'true']).status === 0;

let server: TestServer;
let owner: Person;
let project: Project;
let conversationId: string;
let folder: string;
beforeAll(async () => {
  server = await startTestServer({ isWorker: true, speech: new ToneSpeech() });
  owner = await addPerson(server);
  project = await addProject(server, owner);
  const conversation = await owner.api.call(createConversation, { params: { id: project.id }, body: {} });
  conversationId = conversation.id;
  folder = join(server.config.DATA_DIR, 'projects', project.id, 'recordings');
});
afterAll(() => server.stop());

const short = toWav(inTones([['run', 'the', 'tests']]));
const long = toWav(inTones(Array.from({ length: 20 }, () => ['run', 'the', 'tests'])));
const post = (content: Buffer) => postForm(server, owner, conversationId, fileForm(content));
const list = async () =>
  (await send(server, { path: `/api/projects/${project.id}/recordings`, token: owner.token })).json.items;
const files = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) => each.isFile());

test.runIf(canMount)(
  'an upload that a disk has no room for is answered with 507 and keeps nothing',
  async () => {
    await mkdir(folder, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k,mode=0700', 'overmind-test', folder]);
    onTestFinished(() => void execFileSync('umount', ['--lazy', folder]));
    const answer = await post(long);
    expect(answer.status, answer.text).toBe(507);
    expect(answer.problem.detail).toContain('The disk is full');
    await waitFor(async () => (await files()).length === 0, { what: 'nothing to be left' });
    expect(await list()).toEqual([]);
    const { json } = await post(short);
    expect((await heardRecording(server, owner, json.id)).status).toBe('transcribed');
    // Faults of the machine are told to whoever runs it.
    expect(server.faults.every((fault) => fault.includes('full'))).toBe(true);
  },
);
