import { expect, it } from 'vitest';
import { heardLanguages } from './heard-languages.ts';

it('offers what the server says it hears, and the usual ones where only a service knows', () => {
  expect(heardLanguages({ languages: ['en', 'cy'] })).toEqual(['en', 'cy']);
  expect(heardLanguages({ languages: null })).toContain('de');
});
