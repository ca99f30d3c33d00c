import { APICallError } from '@ai-sdk/provider';
import { expect, it } from 'vitest';
import type { ProviderAccess } from '../ports.ts';
import { describeFailure } from './describe-failure.ts';

const access: ProviderAccess = {
  ...{
    name: 'one',
    kind: 'openai_compatible',
    baseUrl: 'https://models.example.com/v1',
    apiKey: 'sk-secret',
  },
  ...{ reach: 'public', mayBeLocal: false, isLimited: false },
};
const answered = (message: string) => {
  const asked = { url: 'https://models.example.com/v1', requestBodyValues: {} };
  return describeFailure(new APICallError({ message, ...asked, statusCode: 400 }), access, 0);
};

it.each([
  ['colons', 'a:'],
  ['ends of addresses', '::'],
  ['numbers and dots', '1.'],
])('tells the beginning of a megabyte of %s', (_what, part) => {
  const { words } = answered(part.repeat(512 * 1024));
  expect(words).toMatch(/^answered 400: /);
  expect(words.length).toBeLessThanOrEqual(900);
});

it('leaves the end of the sentence to whoever tells of it', () => {
  const cut = new Error('No output.', { cause: new Error('Response stream ended without a finish reason.') });
  expect(describeFailure(cut, access, 0).words).toBe(
    'failed: its answer broke off: No output: Response stream ended without a finish reason',
  );
  expect(answered('Slow down.').words).toBe('answered 400: Slow down');
  expect(answered('And so on...').words).toBe('answered 400: And so on...');
});

it('shows no part of a key that stands where a long error is cut', () => {
  for (let before = 880; before < 900; before += 1)
    expect(answered(`${'x'.repeat(before)}sk-secret`).words).not.toContain('sk-');
});
