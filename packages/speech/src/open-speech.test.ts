import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSpeech } from './open-speech.ts';

test.each([
  ['hears only', {}, 'local_only'],
  ['also speaks', { SPEECH_VOICE_MODEL: 'loud' }, 'any'],
] as const)('a service that %s leaves this machine able to do both', async (_what, env, speaking) => {
  const folder = await mkdtemp(join(tmpdir(), 'speech-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const speech = await openSpeech({ SPEECH: 'https://speech.example.com/v1', ...env }, folder);
  onTestFinished(() => speech.stop());
  expect(await speech.health()).toMatchObject({
    ...{ recognition: { engine: 'speech.example.com', privacy: 'any' }, synthesis: { privacy: speaking } },
  });
  const own = { state: 'ready', is_local: true, privacy: 'local_only' };
  expect(await speech.onThisMachine?.health()).toMatchObject({ recognition: own, synthesis: own });
});
