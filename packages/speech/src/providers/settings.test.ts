import { expect, test } from 'vitest';
import { readSpeechSettings } from './settings.ts';

test.each([
  [{}, 'local'],
  [{ SPEECH: 'off' }, 'off'],
  [{ SPEECH: 'openai', OPENAI_API_KEY: 'k' }, 'provider'],
] as const)('reads %o', (env, kind) => {
  expect(readSpeechSettings(env).kind).toBe(kind);
});

test.each([
  [{ SPEECH: 'openai' }, 'OPENAI_API_KEY'],
  [{ SPEECH: 'loud' }, 'SPEECH has to be'],
  [{ SPEECH: 'file:///etc/passwd' }, 'SPEECH has to be'],
  [{ SPEECH: 'http://me:secret@host/v1' }, 'SPEECH_API_KEY'],
])('says what is wrong with %o', (env, words) => {
  expect(() => readSpeechSettings(env)).toThrow(words);
});

const placeAt = (SPEECH: string, env: NodeJS.ProcessEnv = {}) => {
  const settings = readSpeechSettings({ SPEECH, OPENAI_API_KEY: 'k', ...env });
  if (settings.kind !== 'provider') throw new Error('no provider');
  const { reach, privacy } = settings.provider;
  return [reach, privacy];
};

test.each([
  ['http://192.168.1.5:8000/v1', 'any'],
  ['http://whisper:8000/v1', 'any'],
  ['https://speech.example.com/v1', 'public'],
])(
  'allows a private place only where the settings name it: %s is called at %s addresses',
  (address, reach) => {
    expect(placeAt(address)).toEqual([reach, 'any']);
  },
);

test.each([
  ['http://127.0.0.1:8080/inference', {}],
  ['http://whisper:8080/inference', {}],
  ['http://192.168.1.5:8000/v1', { SPEECH_SERVES_ITSELF: 'true' }],
  ['http://[::1]:8000/v1', { SPEECH_SERVES_ITSELF: '1' }],
])('takes %s, which passes nothing on, for local, and calls it nowhere else', (address, env) => {
  expect(placeAt(address, env)).toEqual(['local', 'local_only']);
});

test('takes no service for local that is elsewhere or may pass on what it hears', () => {
  expect(placeAt('http://127.0.0.1:4000/v1')).toEqual(['any', 'any']);
  expect(placeAt('https://speech.example.com/inference')).toEqual(['public', 'any']);
  expect(placeAt('https://speech.example.com/v1', { SPEECH_SERVES_ITSELF: 'true' })).toEqual([
    'public',
    'any',
  ]);
  expect(placeAt('openai')).toEqual(['public', 'no_training']);
});
