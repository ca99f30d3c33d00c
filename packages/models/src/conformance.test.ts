import type { ModelFailureReason, ProviderKind } from '@overmind/contracts/entities/model';
import { createGate } from '@overmind/testing/gate';
import { endlessText, type Turn, toolResults } from '@overmind/testing/models/script';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { callForValue, callModel } from './call-model.ts';
import { ModelCallError } from './failures/model-call-error.ts';
import type { CallBounds } from './outbound/watch.ts';
import { routedModel } from './routed-model.ts';
import { streamModel } from './stream-model.ts';
import { apiKey, heard, makeStand, requestFor, type StandProvider } from './test-support/stand.ts';

const kinds: readonly ProviderKind[] = ['openai_compatible', 'openai', 'anthropic', 'openrouter', 'ollama'];
const never = new Promise<never>(() => {});
const bounds: Partial<CallBounds> = { firstByteMs: 60_000, idleMs: 60_000 };

async function* thenNothing(): AsyncGenerator<string> {
  yield 'One word, and ';
  await never;
}

describe.each(kinds)('%s', (kind) => {
  const only = (script: StandProvider['script']): StandProvider[] => [{ name: 'own', kind, script }];
  const errorOf = async (turn: Turn, change: Partial<CallBounds> = {}) => {
    const stand = await makeStand(only([turn]));
    const request = requestFor(['own'], { bounds: { ...bounds, ...change }, retry: { most: 0 } });
    const error = await callModel(stand.layer, request).catch((thrown: unknown) => thrown);
    if (!(error instanceof ModelCallError))
      throw new Error(`It should have failed: ${JSON.stringify(error)}`);
    return { error, stand };
  };

  it('asks in the words of its format, and counts what the answer took', async () => {
    const usage = { inputTokens: 123, outputTokens: 45 };
    const { layer, servers, calls } = await makeStand(only([{ text: ['It is ', 'seven.'], usage }]));
    expect(await callModel(layer, requestFor(['own']))).toEqual({
      ...{ text: 'It is seven.', ref: 'own/scripted', isCutShort: false, callId: calls[0]?.id },
    });
    const [call] = servers[0]?.calls ?? [];
    expect(call?.conversation).toMatchObject({
      ...{ model: 'scripted', isStreamed: true, system: 'Be exact.' },
      messages: [{ role: 'user', text: 'Say a number.' }],
    });
    expect(calls).toMatchObject([
      { status: 'ok', answered_by: 'own/scripted', input_tokens: 123, output_tokens: 45, cost_micros: 0 },
    ]);
  });

  it('gives words as they come', async () => {
    const gate = createGate();
    async function* text() {
      yield 'It is ';
      await gate.opened;
      yield 'seven.';
    }
    const { layer } = await makeStand(only([{ text: text() }]));
    const { deltas } = await streamModel(layer, requestFor(['own'], { bounds }));
    const reader = deltas[Symbol.asyncIterator]();
    expect((await reader.next()).value).toEqual({ kind: 'text', text: 'It is ' });
    gate.open();
    expect((await reader.next()).value).toEqual({ kind: 'text', text: 'seven.' });
    expect(await reader.next()).toMatchObject({ done: true });
  });

  it('calls tools and hears what they answer', async () => {
    const { layer, servers } = await makeStand([
      {
        ...{ name: 'own', kind, entry: { capabilities: ['tools'] } },
        script: [{ toolCalls: [{ name: 'add', arguments: { a: 1, b: 2 } }] }, { text: 'Three.' }],
      },
    ]);
    const model = routedModel(layer, requestFor(['own']));
    const inputSchema = {
      type: 'object',
      properties: { a: { type: 'number' }, b: { type: 'number' } },
    } as const;
    const tools = [{ type: 'function' as const, name: 'add', inputSchema }];
    const asked = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Add.' }] }];
    const { content } = await model.doGenerate({ prompt: asked, tools });
    const called = content.find((part) => part.type === 'tool-call');
    expect(called).toMatchObject({ toolName: 'add', input: '{"a":1,"b":2}' });
    const { toolCallId, toolName } = called ?? { toolCallId: '', toolName: '' };
    const ids = { toolCallId, toolName };
    await model.doGenerate({
      tools,
      prompt: [
        ...asked,
        { role: 'assistant', content: [{ type: 'tool-call', ...ids, input: { a: 1, b: 2 } }] },
        { role: 'tool', content: [{ type: 'tool-result', ...ids, output: { type: 'text', value: '3' } }] },
      ],
    });
    const last = servers[0]?.calls.at(-1)?.conversation;
    expect(last?.tools.map(({ name }) => name)).toEqual(['add']);
    expect(last === undefined ? [] : toolResults(last)).toEqual(['3']);
  });

  it('is asked again for a value that does not fit, with what is wrong', async () => {
    const { layer, servers, calls } = await makeStand(
      only([{ text: 'Seven, I think.' }, { text: '{"number":"7"}' }, { text: '```json\n{"number":7}\n```' }]),
    );
    const schema = z.object({ number: z.number() });
    expect(await callForValue(layer, requestFor(['own']), schema)).toMatchObject({ value: { number: 7 } });
    expect(servers[0]?.calls.at(-1)?.conversation.messages.at(-1)).toMatchObject({
      text: expect.stringMatching(/does not fit[\s\S]*number/),
    });
    expect(calls.map((call) => call.re_ask)).toEqual([0, 1, 2]);
  });

  it('says that an answer was cut off at its length', async () => {
    const { layer } = await makeStand(only([{ text: 'It', finish: 'length' }]));
    expect(await callModel(layer, requestFor(['own']))).toMatchObject({ text: 'It', isCutShort: true });
  });

  it.each<[string, Turn, ModelFailureReason]>([
    ['is overloaded', { fail: 'status', status: 503, message: 'Overloaded' }, 'provider_failed'],
    ['takes too many requests', { fail: 'status', status: 429 }, 'rate_limited'],
    ['knows no such model', { fail: 'status', status: 404 }, 'invalid_request'],
    ['does not take the key', { fail: 'echo_key' }, 'refused'],
    ['is cut off', { fail: 'cut', reply: { text: ['Half of ', 'it'] } }, 'broken_off'],
    ['sends what is no JSON', { fail: 'invalid_json' }, 'bad_answer'],
    ['ends in the middle', { fail: 'ends_early', reply: { text: ['Half of ', 'it'] } }, 'broken_off'],
    ['leads elsewhere', { fail: 'redirect', location: 'http://127.0.0.1:1/' }, 'redirected'],
    ['sends a page', { fail: 'wrong_content_type' }, 'bad_answer'],
    ['claims far too much', { fail: 'claimed_length', sizeBytes: 100 * 1024 * 1024 }, 'answer_too_long'],
  ])('that %s fails with a sentence', async (_what, turn, reason) => {
    const { error, stand } = await errorOf(turn);
    expect(error).toMatchObject({ reason, message: expect.stringMatching(/^own\/scripted \S/) });
    expect(stand.calls).toMatchObject([
      { status: 'failed', reason, attempts: [{ outcome: 'failed', reason }] },
    ]);
    expect(JSON.stringify([error, error.message, stand.calls])).not.toContain(apiKey);
  });

  it('that repeats the key in its answer is shown and kept without it', async () => {
    const text = ['The key is sk-k', 'ey-of-', 'the-model, ', 'as was said: sk', '-ey.'];
    const shown = 'The key is [secret], as was said: sk-ey.';
    const calling = { toolCalls: [{ name: 'note', arguments: { key: apiKey } }] };
    const stand = await makeStand([
      {
        ...{ name: 'own', kind, entry: { capabilities: ['tools'] } },
        script: [{ text }, { text }, { text: JSON.stringify({ key: apiKey }) }, calling],
      },
    ]);
    const { deltas } = await streamModel(stand.layer, requestFor(['own']));
    expect(await heard(deltas)).toEqual({ text: shown, error: null });
    const kept = requestFor(['own'], { isDeterministic: true });
    expect(await callModel(stand.layer, kept)).toMatchObject({ text: shown });
    expect(await callForValue(stand.layer, requestFor(['own']), z.object({ key: z.string() }))).toMatchObject(
      {
        value: { key: '[secret]' },
      },
    );
    const { content } = await routedModel(stand.layer, requestFor(['own'])).doGenerate({
      prompt: [{ role: 'user', content: [{ type: 'text', text: 'Note it.' }] }],
      tools: [{ type: 'function', name: 'note', inputSchema: { type: 'object', properties: {} } }],
    });
    expect(content).toMatchObject([{ type: 'tool-call', input: '{"key":"[secret]"}' }]);
    expect(stand.cached.size).toBe(1);
    expect(JSON.stringify([...stand.cached.values(), stand.calls])).not.toContain(apiKey);
  });

  it('that says in the middle that it failed, or why it refuses, is told in its words', async () => {
    const reply = { text: ['Half of ', 'it'] };
    const broken = await errorOf({ fail: 'error_in_stream', reply, message: 'Overloaded' });
    expect(broken.error).toMatchObject({
      reason: 'provider_failed',
      message: expect.stringContaining('Overloaded'),
    });
    const refused = await errorOf({ fail: 'status', status: 404, message: 'There is no model "scripted"' });
    expect(refused.error.message).toBe('own/scripted answered 404: There is no model "scripted"');
  });

  it('that sends far too much is left', async () => {
    const { error } = await errorOf(
      { fail: 'huge_body', sizeBytes: 100 * 1024 * 1024 },
      { mostBytes: 1024 * 1024 },
    );
    expect(error).toMatchObject({
      reason: 'answer_too_long',
      message: expect.stringContaining('more than 1 MB'),
    });
  });

  it('that talks without end is left', async () => {
    const endless = { text: endlessText('x'.repeat(4_096)) };
    const { error, stand } = await errorOf(endless, { mostBytes: 1024 * 1024 });
    expect(error.reason).toBe('answer_too_long');
    expect(stand.calls[0]).toMatchObject({ cost_source: 'estimated' });
  });

  it.each<[string, Turn, Partial<CallBounds>, ModelFailureReason]>([
    ['never begins', { heldUntil: never, text: '' }, { firstByteMs: 200 }, 'silent'],
    ['stops in the middle', { text: thenNothing() }, { idleMs: 200 }, 'silent'],
    ['takes too long in all', { text: thenNothing() }, { totalMs: 200 }, 'timed_out'],
  ])('that %s is left', async (_what, turn, change, reason) => {
    expect((await errorOf(turn, change)).error.reason).toBe(reason);
  });

  it('is left when the call is given up', async () => {
    const controller = new AbortController();
    const stand = await makeStand(only(() => ({ heldUntil: never, text: '' })));
    const call = callModel(stand.layer, requestFor(['own'], { bounds, signal: controller.signal }));
    const outcome = expect(call).rejects.toMatchObject({ reason: 'aborted' });
    await expect.poll(() => stand.servers[0]?.calls.length).toBe(1);
    controller.abort();
    await outcome;
    expect(stand.calls).toMatchObject([{ status: 'aborted', reason: 'aborted' }]);
  });

  it('has one error where it breaks off after something was shown, and no other model goes on', async () => {
    const cut: Turn = { fail: 'cut', reply: { text: ['Half ', 'of ', 'it'] } };
    const { layer, servers, calls } = await makeStand([
      ...only([cut]),
      { name: 'other', kind, script: [{ text: 'Whole.' }] },
    ]);
    const { deltas } = await streamModel(layer, requestFor(['own', 'other'], { bounds }));
    const { text, error } = await heard(deltas);
    expect(text).toMatch(/^Half /);
    expect(error).toBeInstanceOf(ModelCallError);
    expect(servers[1]?.calls).toEqual([]);
    expect(calls).toMatchObject([{ status: 'failed', answered_by: null, cost_source: 'estimated' }]);
  });
});
