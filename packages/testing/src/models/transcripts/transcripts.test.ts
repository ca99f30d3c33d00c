import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createTempFolder } from '../../temp-folder.ts';
import type { FormatName, ModelScript, Reply } from '../script.ts';
import { startModelServer } from '../server.ts';
import { wireRequests } from '../test-support/wire-requests.ts';
import { startRecorder } from './recorder.ts';
import { replay } from './replay.ts';
import { readTranscript } from './transcript.ts';
import { readStream, readWhole, streamData } from './wire-answers.ts';

const formats = ['chat', 'openrouter', 'responses', 'anthropic', 'ollama'] as const;
const key = 'sk-the-key-of-somebody';

function ask(url: string, format: FormatName, isStreamed = true, more: object = {}): Promise<Response> {
  const { path, body } = wireRequests[format];
  return fetch(url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'x-api-key': key },
    body: JSON.stringify({ ...body, stream: isStreamed, ...more }),
  });
}

async function hear(answer: Response, format: FormatName, isStreamed: boolean) {
  const text = await answer.text();
  return isStreamed ? readStream[format](streamData(text)) : readWhole[format](JSON.parse(text));
}

/** What a provider that follows the script is asked through a recorder, as a transcript. */
async function record(script: ModelScript, work: (url: string) => Promise<unknown>) {
  const folder = await createTempFolder();
  onTestFinished(() => folder.remove());
  const file = join(folder.path, 'talk.jsonl');
  await using provider = await startModelServer(script);
  const skipped: string[] = [];
  const onSkipped = (why: string) => skipped.push(why);
  const recorder = await startRecorder({ upstream: provider.url, file, title: 'A talk', onSkipped });
  await work(recorder.url);
  await recorder.close();
  const text = await readFile(file, 'utf8');
  return { text, transcript: readTranscript(text), skipped, provider: provider.url, calls: provider.calls };
}

const reply: Reply = {
  text: ['It is ', 'three.'],
  toolCalls: [{ name: 'add', arguments: { a: 3, b: 4 } }],
  usage: { inputTokens: 123, outputTokens: 45 },
};

describe.each(formats)('%s', (format) => {
  test.each([true, false])('is replayed as a provider answered (streamed: %s)', async (isStreamed) => {
    const heard: unknown[] = [];
    const { transcript, calls } = await record([reply], async (url) => {
      heard.push(await hear(await ask(url, format, isStreamed), format, isStreamed));
    });
    expect(calls[0]?.headers['x-api-key']).toBe(key);
    await using replaying = await startModelServer(replay([transcript]));
    heard.push(await hear(await ask(replaying.url, format, isStreamed), format, isStreamed));
    expect(heard[1]).toEqual(heard[0]);
    expect(heard[0]).toMatchObject({
      calls: [{ name: 'add', arguments: '{"a":3,"b":4}' }],
      tokens: [123, 45],
    });
  });

  test('is recorded without the key, also where the provider repeats it', async () => {
    const { text, transcript } = await record(
      [{ fail: 'echo_key' }, { text: `Yours is ${key}` }],
      async (url) => {
        await (await ask(url, format)).text();
        await (await ask(url, format, true, { seed: key })).text();
      },
    );
    expect(text).not.toContain(key);
    expect(transcript.exchanges.map(({ answer }) => answer)).toMatchObject([
      { status: 401, message: 'Incorrect API key provided: [removed]' },
      { text: ['Yours is [removed]'] },
    ]);
  });
});

test('a talk that was recorded of one format is replayed in another', async () => {
  const { transcript } = await record([reply], async (url) => (await ask(url, 'anthropic')).text());
  await using replaying = await startModelServer(replay([transcript]));
  const heard = await hear(await ask(replaying.url, 'chat'), 'chat', true);
  expect(heard).toMatchObject({ texts: reply.text, finish: 'tool_calls' });
});

test('the same request is answered as the first time, then as the second, and as that from then on', async () => {
  const script: ModelScript = [
    { fail: 'status', status: 429, retryAfterSeconds: 7, message: 'Slow down' },
    { text: 'There' },
  ];
  const { transcript } = await record(script, async (url) => {
    for (const _ of script) await (await ask(url, 'chat')).text();
  });
  await using replaying = await startModelServer(replay([transcript]));
  const answers = [];
  for (const _ of [1, 2, 3]) answers.push(await ask(replaying.url, 'chat'));
  expect(answers.map(({ status }) => status)).toEqual([429, 200, 200]);
  expect(answers[0]?.headers.get('retry-after')).toBe('7');
  expect((await hear(answers[2] as Response, 'chat', true)).texts).toEqual(['There']);
});

test('what broke off is passed on and not recorded, and the next is', async () => {
  const script: ModelScript = [{ fail: 'ends_early', reply }, { text: 'Whole' }];
  const { transcript, skipped } = await record(script, async (url) => {
    expect(await (await ask(url, 'chat')).text()).toContain('It is');
    await (await ask(url, 'chat')).text();
  });
  expect(skipped).toHaveLength(1);
  expect(transcript.exchanges).toMatchObject([{ answer: { text: ['Whole'] } }]);
});

test('the head tells whom it was recorded from; other paths are passed on', async () => {
  const { transcript, provider } = await record([], async (url) => {
    expect(await (await fetch(`${url}/api/version`)).json()).toEqual({ version: '0.0.0-scripted' });
  });
  expect(transcript).toMatchObject({ head: { title: 'A talk', recorded_from: provider }, exchanges: [] });
});

test('an exchange that people wrote is found by its words, the first that holds', async () => {
  const lines = [
    { transcript: 1, title: 'Written', recorded_from: null },
    { when: { system: ['exact'], said: ['Add.'], tool_results: 0 }, answer: { text: 'Not yet' } },
    { when: { said: ['Add.'], not_said: ['3'] }, answer: { text: 'Nor this' } },
    { when: { system: ['exact'], said: ['3'], tool_results: 1 }, answer: { text: 'It is three.' } },
  ];
  const transcript = readTranscript(lines.map((line) => JSON.stringify(line)).join('\n'));
  await using replaying = await startModelServer(replay([transcript], { paceMs: 1 }));
  const { texts } = await hear(await ask(replaying.url, 'ollama'), 'ollama', true);
  expect(texts).toEqual(['It', ' is', ' three.']);
  const other = await ask(replaying.url, 'ollama', true, { messages: [{ role: 'user', content: 'Else?' }] });
  expect([other.status, await other.text()]).toEqual([422, expect.stringContaining('no model')]);
});

test.each([
  ['', /at least one line/],
  ['{"transcript":2,"title":"x","recorded_from":null}', /Line 1 .+another form/],
  ['{"transcript":1,"title":"x","recorded_from":null}\n\nnonsense', /Line 3 .+no JSON/],
  ['{"transcript":1,"title":"x","recorded_from":null}\n{"answer":{"text":""}}', /Line 2 .+another form/],
])('a file that is no transcript is refused with its line: %j', (text, why) => {
  expect(() => readTranscript(text)).toThrow(why);
});
