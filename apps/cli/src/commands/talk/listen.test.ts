import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import type { Client } from '@overmind/client/http';
import type { Message } from '@overmind/contracts/entities/conversation';
import type { ProjectCard } from '@overmind/contracts/entities/project';
import { getSnapshot, updateProject } from '@overmind/contracts/routes/projects';
import { getRecordingAudio, listRecordings, speak } from '@overmind/contracts/routes/recordings';
import { listMessages } from '@overmind/contracts/routes/talk';
import { decode } from '@overmind/speech/decoding/decode';
import { toS16 } from '@overmind/speech/wav/write';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildPrograms } from '../../test-support/build.ts';
import { type Result, runCli, spawnCli } from '../../test-support/cli.ts';
import { SeverableLine } from '../../test-support/severable-line.ts';
import { onlyProject, signIn } from '../../test-support/signed-in.ts';
import { SoundPrograms } from '../../test-support/sound-programs.ts';
import { type RunningUp, startUp } from '../../test-support/up.ts';

const asked = 'What is blocked?';
const heard = /what is blocked/i;
const answer = 'Nothing is blocked.';

/** Said again and again without a breath, so that its end does not come by itself. */
function withoutPause(samples: Buffer): Buffer {
  const isLoud = (_: number, index: number): boolean => Math.abs(samples.readInt16LE(index * 2)) > 1_000;
  const indices = Array.from({ length: samples.length / 2 }, (_, index) => index).filter(isLoud);
  const voice = samples.subarray((indices[0] ?? 0) * 2, (indices.at(-1) ?? 0) * 2);
  return Buffer.concat(Array.from({ length: 60 }, () => voice));
}

describe.runIf(process.platform === 'linux')('listen, on the demo', () => {
  let up: RunningUp;
  let line: SeverableLine;
  let client: Client;
  let project: ProjectCard;
  let conversationId: string;
  let folder: string;
  let wav: string;
  let spoken: Buffer;
  let programs: SoundPrograms;

  /** A sentence by the voice that comes along, as a file and as samples. */
  async function record(text: string, path: string): Promise<Buffer> {
    const response = await client.stream(speak, { body: { text } });
    await writeFile(path, Buffer.from(await response.arrayBuffer()));
    const { pieces } = await decode(path);
    const parts: Buffer[] = [];
    for await (const piece of pieces) parts.push(toS16(piece));
    return Buffer.concat(parts);
  }

  beforeAll(async () => {
    await buildPrograms();
    line = await SeverableLine.open();
    up = await startUp({ args: ['--demo'], settings: { ALLOWED_HOSTS: line.host } });
    line.leadTo((await up.instance()).url);
    client = await signIn(up);
    project = await onlyProject(client);
    const snapshot = await client.call(getSnapshot, { params: { id: project.id } });
    conversationId = snapshot.conversation.id;
    folder = await mkdtemp(join(tmpdir(), 'listen-'));
    wav = join(folder, 'asked.wav');
    spoken = await record(asked, wav);
  });
  afterAll(async () => {
    await up[Symbol.asyncDispose]();
    await line[Symbol.asyncDispose]();
    await rm(dirname(up.dataDir), { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    programs = await SoundPrograms.make(await mkdtemp(join(folder, 'sound-')), ['arecord', 'aplay']);
  });

  const envOf = (settings: Record<string, string> = {}) => ({ ...up.env, ...programs.env, ...settings });
  const listen = (args: string[], settings?: Record<string, string>): Promise<Result> =>
    runCli(['listen', ...args], { env: envOf(settings) });
  const userMessages = async (): Promise<Message[]> =>
    (await client.call(listMessages, { params: { id: conversationId }, query: { limit: 500 } })).items.filter(
      ({ role }) => role === 'user',
    );
  const recordings = async () =>
    (await client.call(listRecordings, { params: { id: project.id }, query: { limit: 500 } })).items;

  /** What is told ends the recorder that waited for a voice, where there was one already; another follows. */
  async function isListening(): Promise<boolean> {
    const last = (await programs.pids('recorders')).at(-1);
    return last !== undefined && process.kill(last, 0);
  }

  async function expectNoRecorder(): Promise<void> {
    const pids = await programs.pids('recorders');
    expect(pids.length).toBeGreaterThan(0);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  }

  async function pipe(bytes: Buffer): Promise<Result> {
    const child = spawnCli(['listen', '--file', '-'], { env: envOf() });
    if (!child.stdin || !child.stdout || !child.stderr) throw new Error('no pipes');
    child.stdin.end(bytes);
    const [stdout, stderr, [code]] = await Promise.all([
      readAll(child.stdout),
      readAll(child.stderr),
      once(child, 'close') as Promise<[number | null]>,
    ]);
    return { code, stdout, stderr };
  }

  it('says what is spoken until the speaker pauses, prints the answer, and turns the microphone off', async () => {
    await programs.queue('1', spoken);
    const { code, stdout, stderr } = await listen([]);
    expect(stderr.split('\n')[0]).toBe('Listening (arecord).');
    expect(code).toBe(0);
    const [words, reply] = stdout.trim().split('\n');
    expect(words).toMatch(heard);
    expect(reply).toBe(answer);
    const said = (await userMessages()).find(({ content }) => heard.test(content));
    expect(said?.recording).not.toBeNull();
    await expectNoRecorder();
  });

  it('prints a JSON object for each thing that happens', async () => {
    await programs.queue('1', spoken);
    const { stdout, stderr } = await listen(['--json']);
    expect(stderr).toBe('');
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toEqual({ type: 'listening', recorder: 'arecord' });
    expect(lines.some(({ type }) => type === 'partial')).toBe(true);
    expect(lines.slice(-2)).toMatchObject([
      { type: 'final', text: expect.stringMatching(heard), recording_id: expect.any(String) },
      { type: 'reply', message: { content: answer } },
    ]);
  });

  it('goes on after each answer hands-free, until a Ctrl-C', async () => {
    await programs.queue('1', spoken);
    await programs.queue('2', spoken);
    const before = (await userMessages()).length;
    const child = spawnCli(['listen', '--hands-free'], { env: envOf() });
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    await waitFor(() => output.split(answer).length === 3, { what: 'two answers' });
    await waitFor(async () => (await programs.pids('recorders')).length >= 3, {
      what: 'it to listen again',
    });
    child.kill('SIGINT');
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(130);
    expect(await userMessages()).toHaveLength(before + 2);
    await expectNoRecorder();
  });

  it('ends hands-free where it is told to stop listening', async () => {
    await programs.queue('1', spoken);
    await programs.queue('2', await record('Stop listening.', join(folder, 'stop.wav')));
    const { code, stdout } = await runCli(['listen', '--hands-free'], { env: envOf() });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/Nothing is blocked\..*stop listening/is)]);
    await expectNoRecorder();
  });

  it('tells hands-free what became of what was asked for, without being spoken to', async () => {
    const order = await record('Run the tests.', join(folder, 'order.wav'));
    await programs.queue('1', order);
    const child = spawnCli(['listen', '--hands-free', '--aloud'], { env: envOf() });
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    const outcome = /\*\*[A-Z]+-\d+\*\* (is ready for your review|failed)\./;
    await waitFor(() => outcome.test(output), { what: 'the outcome' });
    await waitFor(async () => (await programs.heard()).length > 1, { what: 'the outcome to be said' });
    await waitFor(isListening, { what: 'it to listen on once that is said' });
    child.kill('SIGINT');
    expect((await once(child, 'close'))[0]).toBe(130);
    expect(output.match(new RegExp(outcome, 'g'))).toHaveLength(1);
    expect((await programs.heard()).length).toBeGreaterThan(1);
    await expectNoRecorder();
  });

  it('writes what was answered until then into its file where it cannot listen on', async () => {
    await programs.queue('1', spoken);
    const out = join(programs.folder, 'answer.wav');
    const listening = listen(['--hands-free', '--out', out]);
    await waitFor(async () => (await programs.pids('recorders')).length === 1, { what: 'it to listen' });
    await rm(join(programs.path, 'arecord'));
    const { code, stderr } = await listening;
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('No program that records'),
    });
    expect((await readFile(out)).length).toBeGreaterThan(10_000);
    expect((await readdir(programs.folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('takes back what is being said at a Ctrl-C', async () => {
    const before = [(await userMessages()).length, (await recordings()).length];
    await programs.queue('1', withoutPause(spoken));
    const child = spawnCli(['listen', '--json'], { env: envOf() });
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    await waitFor(() => output.includes('"type":"partial"'), { what: 'words' });
    child.kill('SIGINT');
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(130);
    expect(output.trim().split('\n').at(-1)).toBe('{"type":"canceled"}');
    expect([(await userMessages()).length, (await recordings()).length]).toEqual(before);
    await expectNoRecorder();
  });

  it('says a sound file, and what comes by a pipe with a header or without one', async () => {
    const file = await listen(['--file', wav]);
    expect(file).toMatchObject({ code: 0, stderr: expect.not.stringContaining('Listening') });
    expect(file.stdout).toMatch(/what is blocked.*\nNothing is blocked\.\n$/i);
    expect((await pipe(await readFile(wav))).stdout).toMatch(heard);
    expect((await pipe(spoken)).stdout).toMatch(heard);
    const nothing = await pipe(Buffer.alloc(0));
    expect(nothing).toMatchObject({ code: 1, stderr: expect.stringContaining('No words were heard') });
    expect(await programs.pids('recorders')).toEqual([]);
  });

  it('loses nothing of what is said where the line drops in the middle of it', async () => {
    const child = spawnCli(['listen', '--json', '--file', '-'], {
      env: envOf({ OVERMIND_SERVER: `http://${line.host}`, OVERMIND_TOKEN: client.token ?? '' }),
    });
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    const half = Math.floor(spoken.length / 4) * 2;
    child.stdin?.write(spoken.subarray(0, half));
    await waitFor(() => line.answers.includes('"type":"ack"'), { what: 'something to be stored' });
    line.cut();
    await waitFor(() => output.includes('"type":"lost"'), { what: 'it to notice' });
    child.stdin?.end(spoken.subarray(half));
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(0);
    expect(output).toContain('"type":"back"');
    const final = output
      .trim()
      .split('\n')
      .map((each) => JSON.parse(each))
      .find(({ type }) => type === 'final');
    expect(final.text).toMatch(heard);
    const audio = await client.stream(getRecordingAudio, { params: { id: final.recording_id }, query: {} });
    expect(
      Buffer.from(await audio.arrayBuffer())
        .subarray(44)
        .equals(spoken),
    ).toBe(true);
  });

  it('says what to install where nothing records, and why a recorder gives no sound', async () => {
    const empty = await SoundPrograms.make(await mkdtemp(join(folder, 'sound-')), []);
    const none = await runCli(['listen'], { env: { ...up.env, ...empty.env } });
    expect(none).toMatchObject({ code: 1, stdout: '' });
    expect(none.stderr).toMatch(/^No program that records was found\. Install one: .+\n$/);
    const broken = await SoundPrograms.make(await mkdtemp(join(folder, 'sound-')), ['parec']);
    const refused = await runCli(['listen'], { env: { ...up.env, ...broken.env } });
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('parec: connection refused') });
    const both = await SoundPrograms.make(await mkdtemp(join(folder, 'sound-')), ['parec', 'arecord']);
    await both.queue('1', spoken);
    const other = await runCli(['listen'], { env: { ...up.env, ...both.env } });
    expect(other).toMatchObject({ code: 0, stderr: expect.stringContaining('Listening (arecord).') });
  });

  it('says what the recorder said last, and what to do, where the microphone goes while nobody speaks', async () => {
    const unplugged = await SoundPrograms.make(await mkdtemp(join(folder, 'sound-')), ['rec']);
    const result = await runCli(['listen', '--hands-free'], { env: { ...up.env, ...unplugged.env } });
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(result.stderr).toContain('The microphone is gone.\n  rec: rec: the device was disconnected\n');
    expect(result.stderr).toContain('--device');
  });

  it('says what was spoken until the microphone went, and that it went', async () => {
    const unplugged = await SoundPrograms.make(await mkdtemp(join(folder, 'sound-')), ['rec']);
    await unplugged.queue('1', spoken);
    const result = await runCli(['listen'], { env: { ...up.env, ...unplugged.env } });
    expect(result).toMatchObject({ code: 0, stdout: expect.stringMatching(heard) });
    expect(result.stdout).toContain(answer);
    expect(result.stderr).toContain('rec: the device was disconnected');
  });

  it('refuses what cannot be, each with its code', async () => {
    expect((await listen(['--file', join(folder, 'nowhere.wav')])).code).toBe(4);
    expect((await listen(['--file', wav, '--hands-free'])).code).toBe(2);
    expect((await listen(['--rate', 'fast'])).code).toBe(2);
    expect((await listen(['--file', wav], { OVERMIND_TOKEN: 'wrong' })).code).toBe(3);
    const klingon = await listen(['--file', wav, '--language', 'tlh']);
    expect(klingon).toMatchObject({ code: 1, stdout: '' });
    expect(klingon.stderr.trim().split('\n')).toHaveLength(1);
  });

  it('is refused where the project hears no voices', async () => {
    const { voice } = project.settings;
    const set = (recognition: boolean) =>
      client.call(updateProject, {
        params: { id: project.id },
        body: { settings: { voice: { ...voice, recognition } } },
      });
    await set(false);
    const refused = await listen(['--file', wav]);
    await set(true);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('Voices are not heard') });
  });

  it('says the answer aloud', async () => {
    await programs.queue('1', spoken);
    const { code } = await listen(['--aloud']);
    expect(code).toBe(0);
    const [played, ...more] = await programs.heard();
    expect(more).toEqual([]);
    const path = join(folder, 'played.wav');
    await writeFile(path, played ?? '');
    const { stdout } = await runCli(['transcribe', path], { env: up.env });
    expect(stdout).toMatch(/nothing is blocked/i);
  });
});
