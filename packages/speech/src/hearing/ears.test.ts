import { expect, test } from 'vitest';
import { type Ears, languageFor } from './ears.ts';

const hears = (...languages: string[]) => ({ languages }) as Pick<Ears, 'languages'>;

test('a language is heard where the model hears it, and its first where none is named', () => {
  expect(languageFor(hears('es', 'en'), undefined)).toBe('es');
  expect(languageFor(hears('es', 'en'), 'en-GB')).toBe('en');
  expect(() => languageFor(hears('es', 'en'), 'de')).toThrow(
    'This model hears Spanish and English only, not "de". See: npx overmind models list',
  );
});
