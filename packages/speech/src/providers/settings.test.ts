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

test('allows a private place only where the settings name it', () => {
  const named = (address: string): boolean => {
    const settings = readSpeechSettings({ SPEECH: address });
    return settings.kind === 'provider' && settings.provider.mayBePrivate;
  };
  expect(named('http://192.168.1.5:8000/v1')).toBe(true);
  expect(named('http://whisper:8000/v1')).toBe(true);
  expect(named('https://speech.example.com/v1')).toBe(false);
});
