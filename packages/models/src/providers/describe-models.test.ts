import { createServer } from 'node:http';
import { listenOnLoopback } from '@overmind/testing/loopback';
import { startModelServer } from '@overmind/testing/models/server';
import { expect, it, onTestFinished } from 'vitest';
import type { ProviderAccess } from '../ports.ts';
import { describeModels } from './describe-models.ts';
import { publishedOf } from './published.ts';

const key = 'sk-secret-key-0123456789';

/** What a provider's models are when it answers so. */
async function described(
  kind: ProviderAccess['kind'],
  answer: unknown,
  status = 200,
  type = 'application/json',
) {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(status, { 'content-type': type });
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  const { url, close } = await listenOnLoopback(server);
  onTestFinished(close);
  const access = { name: 'one', kind, baseUrl: `${url}/v1`, apiKey: key, isLimited: false };
  const place = { reach: 'local', mayBeLocal: true } as const;
  const models = await describeModels({ ...access, ...place }, new AbortController().signal).catch(String);
  return { models, asked };
}

it('takes what OpenRouter tells of prices, room and what a model can do', async () => {
  const large = {
    ...{ id: 'lab/large', context_length: 200_000, top_provider: { max_completion_tokens: 8_000 } },
    pricing: { prompt: '0.000003', completion: '0.000015', input_cache_read: '0.0000003', image: '0' },
    ...{
      supported_parameters: ['tools', 'structured_outputs'],
      architecture: { input_modalities: ['text', 'image'] },
    },
  };
  const { models } = await described('openrouter', {
    data: [large, { id: 'lab/odd', pricing: { prompt: '-1' } }],
  });
  expect(models).toEqual([
    {
      ...{ model: 'lab/large', context_tokens: 200_000, max_output_tokens: 8_000 },
      prices: { input_micros: 3_000_000, output_micros: 15_000_000, cached_input_micros: 300_000 },
      capabilities: ['tools', 'json', 'vision'],
      is_remote: false,
    },
    {
      ...{ model: 'lab/odd', context_tokens: null, max_output_tokens: null, capabilities: null },
      is_remote: false,
      prices: { input_micros: null, output_micros: null, cached_input_micros: null },
    },
  ]);
});

it('takes the names, and the room where a server tells it, of others', async () => {
  const { models } = await described('openai_compatible', {
    data: [
      { id: 'qwen', max_model_len: 32_768 },
      { id: 'text-embedding-3' },
      { id: ' ' },
      { id: 'x'.repeat(200) },
    ],
  });
  expect(models).toMatchObject([{ model: 'qwen', context_tokens: 32_768, prices: null, capabilities: null }]);
  const { asked } = await described('anthropic', { data: [] });
  expect(asked).toEqual(['/v1/models?limit=1000']);
});

it('hears from OpenRouter whether it takes the key, as it lists its models to everybody', async () => {
  await using server = await startModelServer([], { apiKey: 'sk-right' });
  const place = { reach: 'local', mayBeLocal: true, isLimited: false } as const;
  const access = { name: 'one', kind: 'openrouter', baseUrl: server.openRouterUrl, ...place } as const;
  const ask = (apiKey: string | null) =>
    describeModels({ ...access, apiKey }, new AbortController().signal).catch(String);
  expect(await ask('sk-wrong')).toMatch(/did not take its key \(401\)/);
  expect(await ask('sk-right')).toMatchObject([{ model: 'scripted' }]);
  expect(await ask(null)).toMatchObject([{ model: 'scripted' }]);
});

const odd = ['two\nlines', 'nul\0', 'half\ud800', 'escape\u001b[2J', ' spaced ', ''];

it('leaves out models under whose names no call can be entered', async () => {
  const data = [...odd, 'qwen'].map((id) => ({ id }));
  expect((await described('openai_compatible', { data })).models).toMatchObject([{ model: 'qwen' }]);
  const models = [...odd, 'qwen3:8b'].map((name) => ({ name }));
  expect((await described('ollama', { models })).models).toMatchObject([{ model: 'qwen3:8b' }]);
});

const forms = [
  ...[key, `models/${key}:free`, encodeURIComponent(key)],
  ...(['base64', 'base64url', 'hex'] as const).map((form) => Buffer.from(key).toString(form)),
  Buffer.from(key).toString('hex').toUpperCase(),
];

it('leaves out models whose names repeat the key that it was asked with', async () => {
  const data = [...forms, 'qwen'].map((id) => ({ id }));
  for (const kind of ['openai_compatible', 'anthropic', 'openrouter'] as const)
    expect((await described(kind, { data })).models).toMatchObject([{ model: 'qwen' }]);
  const models = [...forms, 'qwen3:8b'].map((name) => ({ name }));
  expect((await described('ollama', { models })).models).toMatchObject([{ model: 'qwen3:8b' }]);
});

it('says what was sent in the place of a list, without the key, wherever that is cut', async () => {
  for (let before = 60; before <= 110; before += 5) {
    const type = `text/html; by=${'x'.repeat(before)}${key}`;
    const { models } = await described('openai_compatible', '<html>', 200, type);
    expect(models).toMatch(/it sent what no model sends: text\/html/);
    expect(models).not.toMatch(/sk-s/);
  }
});

it('knows what Ollama passes on, whatever it is called and wherever Ollama says so', async () => {
  const remote = { remote_model: 'gpt-oss:120b', remote_host: 'https://ollama.com:443' };
  const inList = { models: [{ name: 'helper:latest', ...remote }, { name: 'own' }] };
  expect((await described('ollama', inList)).models).toMatchObject([
    { model: 'helper:latest', is_remote: true },
    { model: 'own', is_remote: false },
  ]);
  const shown = { models: [{ name: 'helper' }], capabilities: ['completion'], remote_host: 'elsewhere' };
  expect((await described('ollama', shown)).models).toMatchObject([{ model: 'helper', is_remote: true }]);
});

it.each<[unknown, number, RegExp]>([
  ['<html>', 200, /something else/],
  [{ models: [] }, 200, /something else/],
  [{ error: 'sk-secret-key is wrong' }, 401, /did not take its key \(401\)/],
  [{ error: 'sk-secret-key' }, 500, /answered 500/],
])('says what is wrong with %j', async (answer, status, words) => {
  const { models } = await described('openai_compatible', answer, status);
  expect(models).toMatch(words);
  expect(models).not.toContain('secret');
});

it('knows published prices at the own address of a provider only', () => {
  const known = publishedOf('https://api.anthropic.com/v1', 'claude-sonnet-4-5-20250929');
  expect(known).toMatchObject({ prices: { input_micros: 3_000_000, output_micros: 15_000_000 } });
  expect(publishedOf('https://api.openai.com/v1', 'gpt-4o-mini')?.prices.input_micros).toBe(150_000);
  expect(publishedOf('https://elsewhere.example.com/v1', 'gpt-4o-mini')).toBeNull();
  expect(publishedOf('https://api.openai.com/v1', 'gpt-99')).toBeNull();
});
