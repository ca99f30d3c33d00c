import { createTempFolder } from '@overmind/testing/temp-folder';
import { expect, it } from 'vitest';
import { loadConfig, SettingsError } from './config.ts';

it('takes providers of models from the environment', async () => {
  await using folder = await createTempFolder();
  const env = { OLLAMA_URL: 'http://localhost:11434/', OPENAI_API_KEY: 'sk-of-openai' };
  expect(await loadConfig(env, folder.path)).toMatchObject({
    ...{ OLLAMA_URL: 'http://localhost:11434', OPENAI_API_KEY: 'sk-of-openai' },
  });
});

it('names every wrong setting of a provider at once, and none of their values', async () => {
  await using folder = await createTempFolder();
  const env = {
    OLLAMA_URL: 'localhost-secret:11434',
    OPENAI_BASE_URL: 'https://me:word-secret@models.example.com',
    ANTHROPIC_API_KEY: 'two words-secret',
  };
  const failure: unknown = await loadConfig(env, folder.path).catch((error: unknown) => error);
  if (!(failure instanceof SettingsError)) throw new Error('the settings were taken');
  for (const name of Object.keys(env)) expect(failure.message).toContain(`  ${name}: `);
  expect(failure.message).not.toContain('secret');
});
