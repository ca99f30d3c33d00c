import { describe, expect, test } from 'vitest';
import { createGate } from '../gate.ts';
import { waitFor } from '../wait-for.ts';
import { endlessText, type FormatName, type Reply, toolResults } from './script.ts';
import { startModelServer } from './server.ts';
import { expectedConversation, wireRequests } from './test-support/wire-requests.ts';
import { readStream, readWhole, streamData } from './transcripts/wire-answers.ts';

const finishWords: Record<FormatName, { calling: string; cutShort: string }> = {
  chat: { calling: 'tool_calls', cutShort: 'length' },
  openrouter: { calling: 'tool_calls', cutShort: 'length' },
  responses: { calling: 'completed', cutShort: 'incomplete' },
  anthropic: { calling: 'tool_use', cutShort: 'max_tokens' },
  ollama: { calling: 'stop', cutShort: 'length' },
};
const formats = ['chat', 'openrouter', 'responses', 'anthropic', 'ollama'] as const;

function call(url: string, format: FormatName, stream: boolean, init: RequestInit = {}) {
  const { path, body } = wireRequests[format];
  return fetch(url + path, { method: 'POST', body: JSON.stringify({ ...body, stream }), ...init });
}

describe.each(formats)('%s', (format) => {
  const reply: Reply = {
    text: ['It is ', 'three.'],
    toolCalls: [
      { name: 'add', arguments: { a: 3, b: 4 } },
      { name: 'add', arguments: { a: 5, b: 6 } },
    ],
    usage: { inputTokens: 123, outputTokens: 45 },
  };
  const calls = [
    { name: 'add', arguments: '{"a":3,"b":4}' },
    { name: 'add', arguments: '{"a":5,"b":6}' },
  ];
  const heard = { calls, finish: finishWords[format].calling, tokens: [123, 45] };

  test('says and calls by a stream what the script says', async () => {
    await using server = await startModelServer([reply]);
    const answer = await call(server.url, format, true);
    expect(answer.headers.get('content-type')).toMatch(/event-stream|ndjson/);
    expect(readStream[format](streamData(await answer.text()))).toEqual({ texts: reply.text, ...heard });
    expect(server.calls[0]?.conversation).toEqual(expectedConversation(format, true));
  });

  test('says and calls in one body what the script says', async () => {
    await using server = await startModelServer([reply]);
    const answer = await call(server.url, format, false);
    expect(readWhole[format](await answer.json())).toEqual({ texts: ['It is three.'], ...heard });
    expect(server.calls[0]?.conversation).toEqual(expectedConversation(format, false));
  });

  test.each([true, false])('says that it was cut short (streamed: %s)', async (stream) => {
    await using server = await startModelServer([{ text: 'It', finish: 'length' }]);
    const body = await (await call(server.url, format, stream)).text();
    const read = stream ? readStream[format](streamData(body)) : readWhole[format](JSON.parse(body));
    expect(read).toMatchObject({ texts: ['It'], finish: finishWords[format].cutShort });
  });

  test('refuses with the status, the wait and the message of the script', async () => {
    const turn = { fail: 'status', status: 429, retryAfterSeconds: 7, message: 'Slow down' } as const;
    await using server = await startModelServer([turn]);
    const answer = await call(server.url, format, true);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
    expect(await answer.text()).toContain('Slow down');
  });

  test.each([true, false])('breaks off in the middle (streamed: %s)', async (stream) => {
    await using server = await startModelServer([{ fail: 'cut', reply: { text: 'one two'.split(' ') } }]);
    const answer = await call(server.url, format, stream);
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow('terminated');
  });

  test('ends in the middle as if that were all', async () => {
    await using server = await startModelServer([
      { fail: 'ends_early', reply: { text: 'one two'.split(' ') } },
    ]);
    const body = await (await call(server.url, format, true)).text();
    expect(body).toContain('one');
    expect(body).not.toMatch(/\[DONE\]|completed"|message_stop|"done":true/);
  });

  test('says in the middle that it failed', async () => {
    const turn = { fail: 'error_in_stream', reply: { text: ['one', 'two'] }, message: 'Overloaded' } as const;
    await using server = await startModelServer([turn]);
    const body = await (await call(server.url, format, true)).text();
    expect(body.indexOf('Overloaded')).toBeGreaterThan(body.indexOf('one'));
  });

  test('streams without end until the reader leaves', async () => {
    let isEnded = false;
    function* text() {
      try {
        yield* endlessText();
      } finally {
        isEnded = true;
      }
    }
    await using server = await startModelServer([{ text: text() }]);
    const leave = new AbortController();
    const answer = await call(server.url, format, true, { signal: leave.signal });
    const reader = answer.body!.getReader();
    for (let bytes = 0; bytes < 1_000_000; ) bytes += (await reader.read()).value!.length;
    leave.abort();
    await waitFor(() => isEnded, { what: 'the stream to end' });
  });

  test('says what is wrong with a body that is none of the format', async () => {
    await using server = await startModelServer([]);
    const answer = await call(server.url, format, true, { body: '{"messages": 1}' });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(`no ${format} request`);
  });
});

test('holds the first byte back until the test lets it go', async () => {
  const gate = createGate();
  await using server = await startModelServer([{ text: 'late', heldUntil: gate.opened }]);
  let isAnswered = false;
  const answer = call(server.url, 'chat', true).finally(() => {
    isAnswered = true;
  });
  await waitFor(() => server.calls.length === 1, { what: 'the call to arrive' });
  expect(isAnswered).toBe(false);
  gate.open();
  expect(await (await answer).text()).toContain('late');
});

test('lets a test go through a reply delta by delta', async () => {
  const gate = createGate();
  async function* text() {
    yield 'first';
    await gate.opened;
    yield 'second';
  }
  await using server = await startModelServer([{ text: text() }]);
  const reader = (await call(server.url, 'chat', true))
    .body!.pipeThrough(new TextDecoderStream())
    .getReader();
  let heard = '';
  while (!heard.includes('first')) heard += (await reader.read()).value;
  expect(heard).not.toContain('second');
  gate.open();
  while (!heard.includes('[DONE]')) heard += (await reader.read()).value;
  expect(heard).toContain('second');
});

test('ends held and endless answers when it is closed', async () => {
  const server = await startModelServer((_conversation, index) =>
    index === 0 ? { text: endlessText() } : { text: '', heldUntil: new Promise(() => {}) },
  );
  const endless = await call(server.url, 'chat', true);
  const held = call(server.url, 'chat', true);
  await waitFor(() => server.calls.length === 2, { what: 'both calls' });
  await Promise.all([server.close(), server.close()]);
  await expect(held).rejects.toThrow();
  await expect(endless.text()).rejects.toThrow();
});

test('answers what no client expects', async () => {
  await using server = await startModelServer([
    { fail: 'invalid_json' },
    { fail: 'invalid_json' },
    { fail: 'wrong_content_type' },
    { fail: 'huge_body', sizeBytes: 3_000_000 },
    { fail: 'echo_key' },
  ]);
  await expect((await call(server.url, 'chat', false)).json()).rejects.toThrow(SyntaxError);
  expect(await (await call(server.url, 'anthropic', true)).text()).toBe('data: {"id":\n\n');
  expect((await call(server.url, 'chat', true)).headers.get('content-type')).toBe('text/html');
  expect((await (await call(server.url, 'chat', false)).text()).length).toBeGreaterThan(3_000_000);
  const echo = await call(server.url, 'anthropic', false, { headers: { 'x-api-key': 'sk-very-secret' } });
  expect([echo.status, await echo.text()]).toEqual([401, expect.stringContaining('sk-very-secret')]);
});

test('leads elsewhere, and claims more than it sends', async () => {
  await using server = await startModelServer([
    { fail: 'redirect', location: 'http://elsewhere.example/' },
    { fail: 'claimed_length', sizeBytes: 100_000_000 },
    { fail: 'status', status: 503, retryAfterSeconds: 'Thu, 01 Jan 2026 00:00:00 GMT' },
  ]);
  const redirect = await call(server.url, 'chat', true, { redirect: 'manual' });
  expect([redirect.status, redirect.headers.get('location')]).toEqual([307, 'http://elsewhere.example/']);
  const claim = await call(server.url, 'chat', true);
  expect(claim.headers.get('content-length')).toBe('100000000');
  await claim.body?.cancel();
  expect((await call(server.url, 'chat', true)).headers.get('retry-after')).toMatch(/^Thu, 01/);
});

test('lets a function follow the conversation', async () => {
  await using server = await startModelServer((conversation) => ({
    text: `${conversation.messages[0]?.text} ${toolResults(conversation)}`,
  }));
  expect(readWhole.chat(await (await call(server.url, 'chat', false)).json()).texts).toEqual(['Add. 3']);
});

test('calls a free-text tool with its text', async () => {
  await using server = await startModelServer([{ toolCalls: [{ name: 'patch', arguments: '*** Begin' }] }]);
  const body = JSON.stringify({ model: 'm', input: 'Go', tools: [{ type: 'custom', name: 'patch' }] });
  const answer = await fetch(`${server.openAiUrl}/responses`, { method: 'POST', body });
  expect(await answer.json()).toMatchObject({
    output: [{ type: 'custom_tool_call', name: 'patch', input: '*** Begin' }],
  });
});

test('keeps the headers and the body of each call', async () => {
  await using server = await startModelServer([{ text: 'Hello' }]);
  await call(server.url, 'chat', true, { headers: { authorization: 'Bearer key', 'x-title': 'Test' } });
  expect(server.calls).toMatchObject([
    {
      path: '/v1/chat/completions',
      headers: { 'x-title': 'Test' },
      body: { model: 'scripted', stream: true },
    },
  ]);
});

test('lets in only the key that it was given', async () => {
  await using server = await startModelServer([{ text: 'Hello' }], { apiKey: 'right' });
  const status = async (authorization: string) =>
    (await call(server.url, 'chat', false, { headers: { authorization } })).status;
  expect([await status('Bearer wrong'), await status('Bearer right')]).toEqual([401, 200]);
  expect(server.calls).toHaveLength(1);
});

test('answers 500 to a call more than the script has turns', async () => {
  await using server = await startModelServer([{ text: 'only one' }]);
  await call(server.url, 'chat', false);
  const second = await call(server.url, 'chat', false);
  expect([second.status, await second.text()]).toEqual([500, expect.stringContaining('only 1 turn')]);
});

test('lists its models to OpenAI and Ollama clients, and has no other address', async () => {
  await using server = await startModelServer([], { models: ['small', 'large'] });
  const get = async (path: string) => (await fetch(server.url + path)).json();
  expect(await get('/v1/models')).toMatchObject({ data: [{ id: 'small' }, { id: 'large' }] });
  expect(await get('/api/v1/models')).toMatchObject({ data: [{ id: 'small' }, { id: 'large' }] });
  expect(await get('/api/tags')).toMatchObject({ models: [{ name: 'small' }, { name: 'large' }] });
  expect((await fetch(`${server.url}/v1/nothing`)).status).toBe(404);
});
