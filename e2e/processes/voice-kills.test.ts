import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import type { Conversation, Message } from '@overmind/contracts/entities/conversation';
import type { Project } from '@overmind/contracts/entities/project';
import type { Recording, RecordingDetail } from '@overmind/contracts/entities/recording';
import { readPlainWavFile } from '@overmind/speech/wav/plain';
import { wavOf } from '@overmind/speech/wav/write';
import { waitFor } from '@overmind/testing/wait-for';
import { expect, test } from 'vitest';
import { Person } from './support/person.ts';
import { query, withEmbedded } from './support/postgres.ts';
import type { Server } from './support/server.ts';
import { aloud, type Place, Speaker } from './support/speaker.ts';
import { Stand } from './support/stand.ts';

const words =
  'Tell me what is running right now, what is waiting for a review, and what has failed since yesterday.';

/** It takes what is said, and leaves the rest to others: a turn waits for its speaker however long a start takes. */
const takesOnly = { ROLE: 'api' };
const doesAll = { ROLE: 'api,worker' };

interface Scene {
  server: Server;
  person: Person;
  projectId: string;
  rate: number;
  samples: Buffer;
}

async function begin(stand: Stand, role: Record<string, string>): Promise<Scene> {
  const server = await stand.server(role);
  const person = await Person.signIn(server.url);
  const { id: projectId } = await person.post<Project>('/projects', { name: 'Shop' });
  return { server, person, projectId, ...(await readPlainWavFile(await aloud(person, words))) };
}

async function conversationIn({ person, projectId }: Scene): Promise<Place> {
  const { id } = await person.post<Conversation>(`/projects/${projectId}/conversations`, {});
  return { projectId, conversationId: id };
}

const saidIn = async ({ person }: Scene, { conversationId }: Place): Promise<Message[]> =>
  (await person.list<Message>(`/conversations/${conversationId}/messages`)).filter(
    ({ role }) => role === 'user',
  );

const soundOf = async ({ person }: Scene, id: string): Promise<Buffer> =>
  (await readPlainWavFile(await person.download(`/recordings/${id}/audio`))).samples;

async function restart({ server }: Scene, role: Record<string, string>): Promise<void> {
  await server.kill();
  await server.restart(role);
}

/** As if the time were over that is left to whoever may still be at it. */
async function restartToSweep(scene: Scene): Promise<void> {
  await scene.server.kill();
  await withEmbedded(scene.server.databaseFolder, (url) =>
    query(url, 'update file_removals set remove_at = now()'),
  );
  await scene.server.restart(doesAll);
}

/** Each of these recordings has its file, and there is nothing else. */
async function expectOnly({ server, projectId }: Scene, ids: string[]): Promise<void> {
  const folder = join(server.options.dataDir, 'projects', projectId, 'recordings');
  const areAlone = async () => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map(({ parentPath }) => parentPath);
    expect(files.sort()).toEqual(ids.map((id) => join(folder, id)).sort());
    return true;
  };
  await waitFor(areAlone, { what: 'the files of the recordings and no others' });
}

test('a turn whose server is killed again and again goes on where it was stored, and is kept and said once', async () => {
  await using stand = new Stand();
  const scene = await begin(stand, takesOnly);
  const { rate, samples } = scene;
  const [here, elsewhere] = [await conversationIn(scene), await conversationIn(scene)];
  const upTo = (share: number): number => Math.floor((samples.length / 2) * share) * 2;

  const gone = stand.own(new Speaker(scene.person, elsewhere, rate));
  gone.say(samples.subarray(0, upTo(0.5)));
  await gone.until('the beginning to be stored', () => (gone.stored.at(-1) ?? 0) > 0);
  const speaker = stand.own(new Speaker(scene.person, here, rate));
  const stored = (): number => speaker.stored.at(-1) ?? 0;
  speaker.say(samples.subarray(0, upTo(0.25)));
  await speaker.until('a place to speak', () => speaker.stored.length > 0);
  await scene.server.kill();
  gone[Symbol.dispose]();
  await scene.server.restart(takesOnly);

  speaker.say(samples.subarray(upTo(0.25), upTo(0.5)));
  await speaker.until('some of it to be stored', () => stored() > 0);
  await restart(scene, takesOnly);
  speaker.say(samples.subarray(upTo(0.5), upTo(0.75)));
  await speaker.until('all that was said to be stored', () => stored() === upTo(0.75));
  await restart(scene, takesOnly);
  speaker.say(samples.subarray(upTo(0.75)));
  speaker.stop();
  await speaker.until('all of it to be stored', () => stored() === samples.length);
  await restart(scene, doesAll);
  const final = await speaker.final();
  await restartToSweep(scene);

  expect(speaker.stored).toEqual(speaker.stored.toSorted((one, other) => one - other));
  const id = final.recording_id ?? '';
  expect((await soundOf(scene, id)).equals(samples)).toBe(true);
  expect(final.text.toLowerCase()).toContain('waiting for a review');
  expect(await saidIn(scene, here)).toMatchObject([
    { id: final.message_id, content: final.text, recording: { id } },
  ]);

  const [left] = gone.frames.flatMap((frame) => (frame.type === 'ready' ? [frame.recording_id] : []));
  const half = await waitFor(() => soundOf(scene, left ?? ''), { what: 'half a sentence to be kept' });
  expect(half.length).toBeGreaterThanOrEqual(gone.stored.at(-1) ?? 0);
  expect(half.equals(samples.subarray(0, half.length))).toBe(true);
  expect(await saidIn(scene, elsewhere)).toEqual([]);
  await expectOnly(scene, [id, left ?? '']);
});

/** A file on its way: as much of it as is sent, until the server answers or is gone. */
class Upload {
  readonly status: Promise<number | null>;
  readonly #request: ReturnType<typeof request>;
  readonly #body: Buffer;

  private constructor(url: string, headers: Record<string, string>, body: Buffer) {
    const length = { 'content-length': String(body.length) };
    this.#body = body;
    this.#request = request(url, { method: 'POST', headers: { ...headers, ...length } });
    this.status = new Promise((resolve) => {
      this.#request.on('response', (response) => resolve(response.resume().statusCode ?? null));
      this.#request.on('error', () => resolve(null));
    });
  }

  static async begin({ person, rate, samples }: Scene, at: Place, key: string): Promise<Upload> {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(wavOf(rate, samples))]), `${key}.wav`);
    const whole = new Response(form);
    const headers = {
      ...{ authorization: `Bearer ${person.token}`, 'idempotency-key': key },
      'content-type': whole.headers.get('content-type') ?? '',
    };
    const url = `${person.baseUrl}/api/conversations/${at.conversationId}/recordings`;
    return new Upload(url, headers, Buffer.from(await whole.arrayBuffer()));
  }

  sendHalf(): void {
    this.#request.write(this.#body.subarray(0, this.#body.length / 2));
  }

  send(): void {
    this.#request.end(this.#body);
  }
}

test('what was acknowledged of files that are brought is there whole after a kill, and nothing is left of the rest', async () => {
  await using stand = new Stand();
  const scene = await begin(stand, doesAll);
  const { server, person, projectId, samples } = scene;
  const at = await conversationIn(scene);
  const keys = { half: randomUUID(), whole: randomUUID(), answered: randomUUID() };
  const folder = join(server.options.dataDir, 'projects', projectId, 'recordings');
  const isStoring = async (ends: string): Promise<boolean> =>
    (await readdir(folder, { recursive: true })).some((path) => path.endsWith(ends));

  const half = await Upload.begin(scene, at, keys.half);
  half.sendHalf();
  await waitFor(() => isStoring('.part'), { what: 'the first half to come in' });
  await restart(scene, doesAll);
  expect(await half.status).toBeNull();

  const answered = await Upload.begin(scene, at, keys.answered);
  answered.send();
  expect(await answered.status).toBe(201);
  await restartToSweep(scene);
  const [kept] = await person.list<Recording>(`/projects/${projectId}/recordings`);
  await expectOnly(scene, [kept?.id ?? '']);

  // Whether it was acknowledged or not: who asks again by the same key finds it once.
  const whole = await Upload.begin(scene, at, keys.whole);
  whole.send();
  await waitFor(async () => (await readdir(folder)).length === 2 && !(await isStoring('.part')), {
    what: 'the whole file to be there',
  });
  await restart(scene, doesAll);
  const again = await Upload.begin(scene, at, keys.whole);
  again.send();
  expect(await again.status).toBe(201);
  await restartToSweep(scene);

  const recordings = await person.list<Recording>(`/projects/${projectId}/recordings`);
  expect(recordings.map(({ title }) => title)).toEqual([`${keys.whole}.wav`, `${keys.answered}.wav`]);
  await expectOnly(
    scene,
    recordings.map(({ id }) => id),
  );
  for (const { id } of recordings) {
    expect((await soundOf(scene, id)).equals(samples)).toBe(true);
    const isHeard = async () => (await person.get<RecordingDetail>(`/recordings/${id}`)).transcript_text;
    expect(await waitFor(isHeard, { what: 'it to be heard' })).toContain('waiting for a review');
  }
});
