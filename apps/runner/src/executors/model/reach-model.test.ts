import { AgentConfig } from '@overmind/contracts/entities/agent';
import { startOllama } from '@overmind/testing/models/ollama';
import { expect, onTestFinished, test } from 'vitest';
import { reachModel } from './reach-model.ts';

const { signal } = new AbortController();
const config = (privacy: 'local_only' | 'no_training' | 'any', ...prefer: string[]) =>
  AgentConfig.parse({ executor: 'model', model_policy: { privacy, prefer } });

/** An Ollama on this machine with a model of its own, and one that it passes on under a name that does not say so. */
async function openOllama() {
  const ollama = await startOllama(() => {});
  onTestFinished(() => ollama.close());
  for (const name of ['own:latest', 'own', 'elsewhere']) ollama.installed.add(name);
  ollama.passedOn.add('elsewhere');
  return { ...ollama, environment: { OLLAMA_URL: ollama.url } };
}

test.each(['local_only', 'no_training'] as const)(
  'a model that its Ollama says it passes on is not used where the rule is %s',
  async (privacy) => {
    const { environment } = await openOllama();
    expect(await reachModel(config(privacy, 'ollama/elsewhere'), environment, signal)).toEqual({
      ok: false,
      detail: expect.stringContaining('ollama/elsewhere is passed on by its Ollama to another server'),
    });
    const found = await reachModel(config(privacy, 'ollama/elsewhere', 'ollama/own'), environment, signal);
    expect(found).toMatchObject({ ok: true, name: 'ollama/own', policy: { prefer: ['ollama/own'] } });
    expect(found.ok && found.candidates.map(({ name }) => name)).toEqual(['ollama/own']);
  },
);

test('what its Ollama does not have, or cannot be asked about, is not taken for local', async () => {
  const ollama = await openOllama();
  const unknown = config('local_only', 'ollama/never-heard-of');
  expect(await reachModel(unknown, ollama.environment, signal)).toEqual({
    ok: false,
    detail: expect.stringMatching(/^It is not known whether ollama\/never-heard-of .+answered 404$/),
  });
  await ollama.close();
  expect(await reachModel(config('local_only', 'ollama/own'), ollama.environment, signal)).toEqual({
    ok: false,
    detail: expect.stringMatching(/^ollama\/own: its Ollama could not be reached: .*ECONNREFUSED/),
  });
});

test('an agent that may use any model is not kept from one that is passed on', async () => {
  const { environment } = await openOllama();
  expect(await reachModel(config('any', 'ollama/elsewhere'), environment, signal)).toMatchObject({
    ok: true,
    name: 'ollama/elsewhere',
  });
});
