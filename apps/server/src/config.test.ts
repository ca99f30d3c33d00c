import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { speechVariables } from '@overmind/speech/providers/settings';
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

it('takes all that hears and speaks from the file of settings, and from the environment before it', async () => {
  await using folder = await createTempFolder();
  const file = {
    ...{ SPEECH: 'http://127.0.0.1:8000/v1', SPEECH_API_KEY: 'k', SPEECH_SERVES_ITSELF: true },
    ...{ SPEECH_RECOGNITION_MODEL: 'a', SPEECH_VOICE_MODEL: 'b', SPEECH_VOICES: ['one', 'two'] },
    ...{ SPEECH_MODEL_DIR: '/models', OPENAI_API_KEY: 'sk', OPENAI_BASE_URL: 'https://example.com/v1' },
  };
  expect(Object.keys(file).sort()).toEqual([...speechVariables].sort());
  await writeFile(join(folder.path, 'overmind.config.json'), JSON.stringify(file));
  expect(await loadConfig({ SPEECH: 'off' }, folder.path)).toMatchObject({
    ...{ ...file, SPEECH: 'off', SPEECH_SERVES_ITSELF: 'true', SPEECH_VOICES: 'one,two' },
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
