import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { speechRate } from '../pcm.ts';
import type { Segment, StreamEvent } from '../recognition.ts';
import { SpeechError } from '../speech-error.ts';
import { toWav } from '../wav/write.ts';
import { ProviderSpeech } from './provider-speech.ts';
import { readSpeechSettings } from './settings.ts';

type Answer = (request: IncomingMessage, body: Buffer, response: ServerResponse) => void;

let server: ReturnType<typeof createServer>;
let origin = '';
let answer: Answer;
let asked: { url: string; authorization: string | undefined; form: FormData | null; json: unknown }[] = [];

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => void receive(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request);
  const type = request.headers['content-type'] ?? '';
  const form = type.startsWith('multipart/')
    ? await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
    : null;
  asked.push({
    url: request.url ?? '',
    authorization: request.headers.authorization,
    form,
    json: form === null ? JSON.parse(body.toString()) : null,
  });
  answer(request, body, response);
}

/** As whisper servers answer: with more fields than are used. */
const transcription = (...texts: string[]): string =>
  JSON.stringify({
    task: 'transcribe',
    language: 'english',
    duration: 2,
    text: texts.join(''),
    segments: texts.map((text, id) => ({
      ...{ id, seek: 0, start: id, end: id + 1, text, tokens: [1], temperature: 0, avg_logprob: -0.1 },
      ...{ compression_ratio: 1.1, no_speech_prob: 0.01 },
    })),
  });

const open = (env: NodeJS.ProcessEnv = {}): ProviderSpeech => {
  const settings = readSpeechSettings({ SPEECH: `${origin}/v1`, ...env });
  if (settings.kind !== 'provider') throw new Error('no provider');
  return new ProviderSpeech(settings.provider);
};

async function* seconds(count: number): AsyncGenerator<Float32Array> {
  for (let at = 0; at < count; at++) yield new Float32Array(speechRate).fill(0.25);
}

test('has a recording heard with names, language and key, and takes the segments', async () => {
  answer = (_request, _body, response) => response.end(transcription(' Alder is done.', ' Run it again.'));
  const segments: Segment[] = [];
  const speech = open({ SPEECH_API_KEY: 'secret', SPEECH_RECOGNITION_MODEL: 'small' });
  const heard = await speech.recognise(seconds(2), (segment) => segments.push(segment), {
    vocabulary: ['Alder', 'SHOP-1'],
    language: 'en-GB',
  });
  expect(heard.language).toBe('en-GB');
  expect(segments.map(({ text, start_s, end_s }) => [text, start_s, end_s])).toEqual([
    ['Alder is done.', 0, 1],
    ['Run it again.', 1, 2],
  ]);
  expect(segments[0]?.confidence).toBeCloseTo(Math.exp(-0.1));
  const [call] = asked;
  expect(call).toMatchObject({ url: '/v1/audio/transcriptions', authorization: 'Bearer secret' });
  const fields = ['model', 'response_format', 'language', 'prompt'].map((name) => call?.form?.get(name));
  expect(fields).toEqual(['small', 'verbose_json', 'en', 'Alder, SHOP-1']);
  const file = call?.form?.get('file') as File;
  expect(Buffer.from(await file.arrayBuffer()).toString('latin1', 0, 4)).toBe('RIFF');
  expect(file.size).toBe(44 + 2 * 2 * speechRate);
});

test('asks a whisper.cpp server at its own address, and tells its language', async () => {
  answer = (_request, _body, response) => response.end(transcription(' Hello.'));
  const speech = open({ SPEECH: `${origin}/inference` });
  expect(await speech.recognise(seconds(1), () => {})).toEqual({ language: 'en' });
  expect(asked[0]?.url).toBe('/inference');
});

const timesOfWords = 'timestamp_granularities[]';
const isAskedForWords = (): boolean => asked.at(-1)?.form?.has(timesOfWords) === true;

test('asks for the times of words and of segments, and tells those of words too', async () => {
  const segments = [{ start: 0, end: 1, text: ' Hello.' }];
  const words = [{ word: 'Hello', start: 0.25, end: 0.75 }];
  answer = (_request, _body, response) =>
    response.end(JSON.stringify({ language: 'english', segments, ...(isAskedForWords() ? { words } : {}) }));
  const heard: Segment[] = [];
  await open().recognise(seconds(1), (segment) => heard.push(segment));
  expect(asked.map(({ form }) => form?.getAll(timesOfWords))).toEqual([['word', 'segment']]);
  expect(heard[0]?.words).toEqual([{ text: 'Hello', start_s: 0.25, end_s: 0.75 }]);
});

test.each([400, 422, 500])(
  'hears without times of words by a service that answers %i to them, and asks it for them no more',
  async (status) => {
    answer = (_request, _body, response) =>
      isAskedForWords()
        ? void response.writeHead(status).end(`unknown param ${timesOfWords}`)
        : void response.end(transcription(' Hello.'));
    const heard: string[] = [];
    const speech = open();
    await speech.recognise(seconds(1), ({ text }) => heard.push(text));
    expect(await speech.health()).toMatchObject({ recognition: { state: 'ready' } });
    asked = [];
    await speech.recognise(seconds(1), ({ text }) => heard.push(text));
    expect(heard).toEqual(['Hello.', 'Hello.']);
    expect(asked.map(({ form }) => form?.has(timesOfWords))).toEqual([false]);
  },
);

test('takes a sound that is refused without times of words too for what it is, and asks for them again', async () => {
  answer = (_request, _body, response) => void response.writeHead(400).end('this is no sound');
  const speech = open();
  for (const _ of [1, 2]) {
    asked = [];
    await expect(speech.recognise(seconds(1), () => {})).rejects.toMatchObject({
      ...{ fault: 'bad_audio', message: expect.stringContaining('this is no sound') },
    });
    expect(asked.map(({ form }) => form?.has(timesOfWords))).toEqual([true, false]);
  }
});

test('leaves out what the service made up where nobody spoke', async () => {
  const made = { start: 0, end: 1, text: ' Thank you.', avg_logprob: -1.4, no_speech_prob: 0.9 };
  answer = (_request, _body, response) => response.end(JSON.stringify({ language: 'en', segments: [made] }));
  const segments: Segment[] = [];
  await open().recognise(seconds(1), (segment) => segments.push(segment));
  expect(segments).toEqual([]);
});

test('hears a voice when it has ended', async () => {
  answer = (_request, _body, response) => response.end(transcription(' Go on.'));
  const events: StreamEvent[] = [];
  const stream = await open().open({}, (event) => events.push(event));
  for await (const piece of seconds(1)) stream.push(piece);
  await stream.end();
  expect(events).toMatchObject([{ type: 'segment', segment: { text: 'Go on.' } }]);
});

test('speaks sentence by sentence', async () => {
  const sound = toWav(Float32Array.of(0, 0.5, -0.5));
  answer = (_request, _body, response) => response.end(sound);
  const spoken: number[] = [];
  const speech = open({ SPEECH_VOICE_MODEL: 'kokoro', SPEECH_VOICES: 'heart, joe' });
  for await (const { samples, rate } of speech.speak('It passed. Shall I merge it?', {
    voice: 'joe',
    rate: 1.5,
  })) {
    expect(rate).toBe(speechRate);
    spoken.push(samples.length);
  }
  expect(spoken).toEqual([3, 3]);
  const wanted = { model: 'kokoro', voice: 'joe', response_format: 'wav', speed: 1.5 };
  expect(asked.map(({ url, json }) => [url, json])).toEqual([
    ['/v1/audio/speech', { ...wanted, input: 'It passed.' }],
    ['/v1/audio/speech', { ...wanted, input: 'Shall I merge it?' }],
  ]);
});

test('asks once more where the service failed, and says so when it fails again', async () => {
  answer = (_request, _body, response) => {
    if (asked.length === 1) response.writeHead(503).end('loading the model');
    else response.end(transcription(' Hello.'));
  };
  const speech = open();
  await speech.recognise(seconds(1), () => {});
  expect(asked).toHaveLength(2);
  answer = (_request, _body, response) => void response.writeHead(500).end('out of memory');
  await expect(speech.recognise(seconds(1), () => {})).rejects.toMatchObject({
    fault: 'failed',
    message: expect.stringContaining('out of memory'),
  });
  // Which languages it hears only the service knows.
  expect(await speech.health()).toMatchObject({
    recognition: { state: 'failed', is_local: true },
    languages: null,
  });
});

test.each([
  [401, 'no_model', 'key'],
  [429, 'limited', 'too much'],
  [415, 'bad_audio', '415'],
  [302, 'no_model', '302'],
] as const)('takes %i for what it is and does not ask again', async (status, fault, words) => {
  answer = (_request, _body, response) =>
    void response.writeHead(status, { location: `${origin}/elsewhere` }).end();
  const heard = open({ SPEECH_API_KEY: 'secret' }).recognise(seconds(1), () => {});
  await expect(heard).rejects.toMatchObject({ fault, message: expect.stringContaining(words) });
  expect(asked.map(({ url }) => url)).toEqual(['/v1/audio/transcriptions']);
});

test.each([
  ['90', 90_000],
  ['Thu, 01 Jan 2026 00:02:00 GMT', 120_000],
  ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
  ['soon', null],
])(
  'tells when a service that takes no more wants to be asked again: %s',
  async (retryAfter, retryAfterMs) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-01-01T00:00:00Z') });
    onTestFinished(() => void vi.useRealTimers());
    answer = (_request, _body, response) =>
      void response.writeHead(429, { 'retry-after': retryAfter }).end('your quota is used up');
    const heard = open().recognise(seconds(1), () => {});
    await expect(heard).rejects.toMatchObject({
      ...{ fault: 'limited', retryAfterMs, message: expect.stringContaining('your quota is used up') },
    });
  },
);

test('repeats no key that the service repeats, neither to whoever asked nor in its health', async () => {
  const key = 'own/key+of="us"';
  const forms = [key, encodeURIComponent(key), Buffer.from(key).toString('base64')];
  answer = (_request, _body, response) =>
    void response.writeHead(500).end(`out of memory for ${forms.join(' and ')}`);
  const speech = open({ SPEECH_API_KEY: key });
  const message = `${origin} answered 500: out of memory for [secret] and [secret] and [secret].`;
  await expect(speech.recognise(seconds(1), () => {})).rejects.toMatchObject({ message });
  expect((await speech.health()).recognition.detail).toBe(message);
});

test('refuses an answer that is no transcription', async () => {
  answer = (_request, _body, response) => response.end('<html>');
  await expect(open().recognise(seconds(1), () => {})).rejects.toBeInstanceOf(SpeechError);
});

test('stops waiting for the service when it is aborted', async () => {
  const stop = new AbortController();
  answer = () => stop.abort();
  const heard = open().recognise(seconds(1), () => {}, { signal: stop.signal });
  await expect(heard).rejects.toMatchObject({ fault: 'aborted' });
});

test('calls no private place that hides behind a public name', async () => {
  // A name of the public kind that leads to this machine: .localhost always does.
  const speech = open({ SPEECH: `${origin.replace('127.0.0.1', 'speech.localhost')}/v1` });
  await expect(speech.recognise(seconds(1), () => {})).rejects.toMatchObject({ fault: 'failed' });
  expect(asked).toEqual([]);
});
