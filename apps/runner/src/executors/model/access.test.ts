import { AgentConfig } from '@overmind/contracts/entities/agent';
import { KnownModel } from '@overmind/contracts/entities/run';
import { expect, test } from 'vitest';
import { findModel } from './access.ts';

const config = (privacy: 'local_only' | 'no_training' | 'any', ...prefer: string[]) =>
  AgentConfig.parse({ executor: 'model', model_policy: { privacy, prefer } });

test('the first model that can be reached is taken', () => {
  const found = findModel(config('any', 'openai/a', 'anthropic/b'), {
    ANTHROPIC_API_KEY: 'key-of-anthropic',
  });
  expect(found).toMatchObject({ ok: true, name: 'anthropic/b', secrets: ['key-of-anthropic'] });
});

test('an agent that may use local models only never gets another', () => {
  const environment = { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: 'https://api.example.org/v1' };
  const found = findModel(config('local_only', 'openai/a'), environment);
  expect(found).toMatchObject({ ok: false, detail: expect.stringContaining('may use no other') });
  expect(findModel(config('local_only', 'openai/a', 'ollama/b'), environment)).toMatchObject({
    name: 'ollama/b',
  });
});

const others = { OPENAI_BASE_URL: 'https://models.example.org/v1' };
test.each([
  ['openai/a', {}, true],
  ['anthropic/a', {}, true],
  ['openrouter/a', {}, true],
  ['ollama/a', {}, true],
  ['ollama/gpt-oss:120b-cloud', {}, false],
  ['openai/a', { OPENAI_BASE_URL: 'http://10.0.0.4/v1' }, false],
  ['openai/a', { OPENAI_BASE_URL: 'http://10.0.0.4/v1', RUNNER_SERVES_ITSELF_HOSTS: '10.0.0.4' }, true],
  ['openai/a', { OPENAI_BASE_URL: 'http://10.0.0.4/v1', RUNNER_NO_TRAINING_HOSTS: '10.0.0.4' }, true],
  ['openai/a', others, false],
  ['openai/a', { ...others, RUNNER_NO_TRAINING_HOSTS: 'other.example, models.example.org' }, true],
  ['anthropic/a', { ANTHROPIC_BASE_URL: 'https://api.anthropic.com.example.org' }, false],
])(
  'an agent that may use only models that train on nothing is given %s with %j: %s',
  (name, more, isGiven) => {
    const keys = { OPENAI_API_KEY: 'k', ANTHROPIC_API_KEY: 'k', OPENROUTER_API_KEY: 'k' };
    const found = findModel(config('no_training', name), { ...keys, ...more });
    expect(found).toMatchObject(
      isGiven ? { ok: true, name } : { ok: false, detail: expect.stringContaining('trains on nothing') },
    );
  },
);

test('the script of the demo is there for an agent that names it, while the demo runs', () => {
  const named = config('local_only', 'scripted/transcripts');
  expect(findModel(named, { SCRIPTED_MODEL_URL: 'http://127.0.0.1:4100/v1' })).toMatchObject({
    ...{ ok: true, name: 'scripted/transcripts', policy: { prefer: ['scripted/transcripts'] } },
  });
  expect(findModel(named, {})).toMatchObject({ ok: false, detail: expect.stringContaining('demo runs') });
});

test('a model that Ollama passes on to its cloud is not a local one', () => {
  const refused = { ok: false, detail: expect.stringContaining('may use no other') };
  expect(findModel(config('local_only', 'ollama/qwen3-coder:480b-cloud'), {})).toMatchObject(refused);
  const atOllama = { OPENAI_BASE_URL: 'http://localhost:11434/v1' };
  const named = { ...atOllama, RUNNER_SERVES_ITSELF_HOSTS: 'localhost:11434' };
  expect(findModel(config('local_only', 'openai/gpt-oss:120b-cloud'), named)).toMatchObject(refused);
  expect(findModel(config('local_only', 'openai/gpt-oss:20b'), named)).toMatchObject({ ok: true });
});

test('what is missing is said in one sentence', () => {
  expect(findModel(AgentConfig.parse({ executor: 'model' }), {})).toMatchObject({ ok: false });
  expect(findModel(config('any', 'openai/a'), {})).toMatchObject({
    detail: expect.stringContaining('OPENAI_API_KEY'),
  });
  expect(findModel(config('any', 'nobody/a'), {})).toMatchObject({
    detail: expect.stringContaining('no provider'),
  });
  expect(findModel(config('any', 'ollama/a'), { OLLAMA_URL: 'what' })).toMatchObject({
    detail: expect.stringContaining('not an address'),
  });
});

test.each(['http://127.0.0.1:4000/v1', 'http://localhost:4000', 'http://192.168.1.9:8000/v1'])(
  'what stands at %s is local only once it is named as one that passes nothing on',
  (OPENAI_BASE_URL) => {
    const local = config('local_only', 'openai/gpt-4o');
    expect(findModel(local, { OPENAI_BASE_URL })).toMatchObject({
      ok: false,
      detail: expect.stringContaining('RUNNER_SERVES_ITSELF_HOSTS'),
    });
    const { host } = new URL(OPENAI_BASE_URL);
    const elsewhere = { OPENAI_BASE_URL, RUNNER_SERVES_ITSELF_HOSTS: `${host}1` };
    expect(findModel(local, elsewhere)).toMatchObject({ ok: false });
    const merelyNear = { OPENAI_BASE_URL, RUNNER_NEAR_MODEL_HOSTS: host };
    expect(findModel(local, merelyNear)).toMatchObject({ ok: false });
    const declared = { OPENAI_BASE_URL, RUNNER_SERVES_ITSELF_HOSTS: host };
    expect(findModel(local, declared)).toMatchObject({ ok: true });
    // Where it does not matter it is called all the same, in its own network only.
    expect(findModel(config('any', 'openai/gpt-4o'), { OPENAI_BASE_URL })).toMatchObject({
      candidates: [{ entry: { is_local: false }, access: { reach: 'local', mayBeLocal: false } }],
    });
  },
);

test('a host that is named as near is called there only, and is local once it is named as one that serves itself', () => {
  const near = { OPENAI_BASE_URL: 'http://gpu.lan:8000/v1', RUNNER_NEAR_MODEL_HOSTS: 'gpu.lan' };
  expect(findModel(config('any', 'openai/a'), near)).toMatchObject({
    candidates: [{ entry: { is_local: false }, access: { reach: 'local', mayBeLocal: false } }],
  });
  expect(findModel(config('local_only', 'openai/a'), near)).toMatchObject({ ok: false });
  const declared = { ...near, RUNNER_SERVES_ITSELF_HOSTS: 'gpu.lan:8000' };
  expect(findModel(config('local_only', 'openai/a'), declared)).toMatchObject({
    ok: true,
    candidates: [{ access: { kind: 'openai_compatible', reach: 'local', mayBeLocal: true } }],
  });
});

test('a host that is named as one that serves itself, and is not near, is not local', () => {
  const far = {
    ...{ OPENAI_BASE_URL: 'https://gpu.example.org/v1', OPENAI_API_KEY: 'k' },
    RUNNER_SERVES_ITSELF_HOSTS: 'gpu.example.org',
  };
  expect(findModel(config('local_only', 'openai/a'), far)).toMatchObject({ ok: false });
  expect(findModel(config('any', 'openai/a'), far)).toMatchObject({
    candidates: [{ entry: { is_local: false }, access: { reach: 'public' } }],
  });
});

test.each(['openai/', 'ollama/ '])('%j names no model, and the next of the list is used', (name) => {
  const found = findModel(config('local_only', name, 'ollama/ b'), {});
  expect(found.ok && found.candidates.map((each) => [each.name, each.entry.model])).toEqual([
    ['ollama/b', 'b'],
  ]);
});

test('a server that listens at every address is called on this machine', () => {
  expect(findModel(config('local_only', 'ollama/a'), { OLLAMA_URL: 'http://0.0.0.0:11434' })).toMatchObject({
    ok: true,
    candidates: [{ access: { baseUrl: 'http://127.0.0.1:11434', reach: 'local' } }],
  });
});

test.each([
  ['65536', 65_536],
  ['', null],
  ['many', null],
])('what models of Ollama hold is set by a variable (%j)', (RUNNER_OLLAMA_CONTEXT, tokens) => {
  const found = findModel(config('any', 'ollama/a', 'openai/b'), {
    RUNNER_OLLAMA_CONTEXT,
    OPENAI_API_KEY: 'k',
  });
  expect(found.ok && found.candidates.map(({ entry }) => entry.context_tokens)).toEqual([tokens, null]);
});

test('only what the privacy rule allows is fallen back to', () => {
  const keys = { OPENAI_API_KEY: 'k', ANTHROPIC_API_KEY: 'k' };
  const found = findModel(config('local_only', 'openai/a', 'ollama/b', 'anthropic/c', 'ollama/d'), keys);
  const names = found.ok ? found.candidates.map(({ name }) => name) : [];
  expect(names).toEqual(['ollama/b', 'ollama/d']);
});

const known = (more: Partial<KnownModel>) => KnownModel.parse({ prices: null, ...more });
const pricesOf = (input: number | null, output = input) => ({
  ...{ input_micros: input, output_micros: output, cached_input_micros: null },
});
test.each([
  ['what the server knows', 'openai/gpt-4o', {}, pricesOf(7), 7],
  ['what is published where the server knows none', 'openai/gpt-4o', {}, pricesOf(null), 2_500_000],
  ['unknown where only the server has it for nothing', 'openai/a', others, pricesOf(0), null],
  ['nothing where its provider says so to everybody', 'openrouter/a:free', {}, pricesOf(0), 0],
])('a model costs %s', (_what, name, more, told, micros) => {
  const environment = { OPENAI_API_KEY: 'k', OPENROUTER_API_KEY: 'k', ...more };
  const found = findModel(config('any', name), environment, { [name]: known({ prices: told }) });
  expect(found.ok && found.candidates[0].entry.prices.input_micros).toBe(micros);
});

test('a model that lacks what the agent’s policy asks for is passed over, by what the server knows of it', () => {
  const policy = { privacy: 'any', prefer: ['openai/a', 'openai/b', 'openai/c'] };
  const asking = AgentConfig.parse({
    executor: 'model',
    model_policy: { ...policy, capabilities: ['vision'], min_context_tokens: 100_000, prefer_by: 'score' },
  });
  const found = findModel(
    asking,
    { OPENAI_API_KEY: 'k' },
    {
      'openai/a': known({ capabilities: ['tools', 'vision'], context_tokens: 8_000 }),
      'openai/c': known({ capabilities: ['tools', 'vision'], quality: 80 }),
    },
  );
  expect(found).toMatchObject({
    ...{ ok: true, name: 'openai/c', policy: { prefer: ['openai/c'], prefer_by: 'score' } },
    candidates: [{ entry: { quality: 80, capabilities: ['tools', 'vision'] } }],
  });
  expect(findModel(asking, { OPENAI_API_KEY: 'k' })).toMatchObject({
    ok: false,
    detail: expect.stringContaining('openai/b cannot do: vision'),
  });
});
