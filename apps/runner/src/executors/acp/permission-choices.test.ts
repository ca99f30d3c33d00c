import { expect, it } from 'vitest';
import { readChoices } from './permission-choices.ts';

const clean = (text: string): string => text.replaceAll('made-up-secret', '[redacted]');
const offer = (...ids: string[]) =>
  ids.map((optionId) => ({ optionId, name: `Choose ${optionId}`, kind: 'allow_once' as const }));

it('keeps plain ids, and gives others one of its own that leads back to them', () => {
  const ids = ['yes', 'made-up-secret', 'yes', '', 'two\nlines', 'x'.repeat(500)];
  const { options, toAgent } = readChoices(offer(...ids), clean);
  expect(options.map(({ id }) => id)).toEqual(['yes', 'choice 2', 'choice 3', 'choice 4', 'choice 5']);
  expect(options.map(({ id }) => toAgent(id))).toEqual(ids.filter((id) => id !== ''));
  expect(JSON.stringify(options)).not.toContain('made-up-secret');
});

it('offers a bounded number', () => {
  const ids = Array.from({ length: 1_000 }, (_, index) => `option-${index}`);
  expect(readChoices(offer(...ids), clean).options).toHaveLength(20);
});
