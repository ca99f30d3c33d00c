import { describe, expect, it } from 'vitest';
import { tidySpokenForms } from './spoken-forms.ts';

const vocabulary = ['DEM-42', 'alder', 'PostgreSQL', 'createTask'];

describe('tidying spoken forms', () => {
  it.each([
    ['Start Dem 42 now.', 'Start DEM-42 now.'],
    ['Start D E M 7, please.', 'Start DEM-7, please.'],
    ['What about dem dash forty two?', 'What about DEM-42?'],
    ['Move DEM-42 to review.', 'Move DEM-42 to review.'],
  ])('writes keys of known projects: %s', (said, written) => {
    expect(tidySpokenForms(said, vocabulary)).toBe(written);
  });

  it.each([
    ['Look at src slash server slash auth dot ts.', 'Look at src/server/auth.ts.'],
    ['Open readme dot md and fix it.', 'Open readme.md and fix it.'],
  ])('writes paths: %s', (said, written) => {
    expect(tidySpokenForms(said, vocabulary)).toBe(written);
  });

  it('gives known words their own capitals', () => {
    expect(tidySpokenForms('Let createtask use Postgresql.', vocabulary)).toBe(
      'Let createTask use PostgreSQL.',
    );
  });

  it.each([
    'The demo has 42 parts.',
    'Alder, create task lists and connect the dot to the line.',
    'Slash the price of item 42.',
    'A demand of 42.',
  ])('leaves ordinary speech alone: %s', (said) => {
    expect(tidySpokenForms(said, vocabulary)).toBe(said);
  });

  it('changes nothing when applied to its own result', () => {
    const once = tidySpokenForms('Dem 42 changes src slash main dot ts in postgresql', vocabulary);
    expect(tidySpokenForms(once, vocabulary)).toBe(once);
  });
});
