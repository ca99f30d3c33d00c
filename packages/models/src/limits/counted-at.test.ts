import { expect, it } from 'vitest';
import { countedAt, limitedOrigin, originOf, thisMachine } from './counted-at.ts';

it.each([
  ['http://localhost:11434/api', 'http://127.0.0.1:11434', true],
  ['http://[::1]:11434', 'http://0.0.0.0:11434/v1', true],
  ['http://127.0.0.1:11434', 'http://127.0.0.1:8000', false],
  ['https://api.openai.com/v1', 'https://user:secret@api.openai.com:443/other', true],
  ['https://api.openai.com/v1', 'http://api.openai.com/v1', false],
  ['http://127.0.0.1.example.com', 'http://127.0.0.1', false],
])('%s and %s are one server: %s', (one, other, isSame) => {
  expect(limitedOrigin(one) === limitedOrigin(other)).toBe(isSame);
});

it('tells nothing that signs in', () => {
  expect(limitedOrigin('https://user:secret@gateway.example/v1?key=secret')).toBe('https://gateway.example');
});

it('knows where a provider is that names no address', () => {
  expect(originOf({ kind: 'ollama', baseUrl: null })).toBe('http://loopback.invalid:11434');
  expect(originOf({ kind: 'openai', baseUrl: null })).toBe('https://api.openai.com');
});

it('counts what listens on loopback for each machine, and all else for everybody', () => {
  expect(countedAt('ollama', limitedOrigin('http://localhost:11434'), 'm1')).not.toBe(
    countedAt('ollama', limitedOrigin('http://localhost:11434'), 'm2'),
  );
  expect(countedAt('gpu', limitedOrigin('http://10.0.0.7:8000'), 'm1')).toBe('gpu');
});

it('knows its machine again', () => {
  expect(thisMachine()).toBe(thisMachine());
  expect(thisMachine()).toMatch(/^[0-9a-f]{32}$/);
});
