import { describe, expect, it } from 'vitest';
import { findPromptProblems } from './check.ts';
import { findMisfits, type PromptPlace, renderWords } from './place.ts';
import { findPlace, promptPlaces } from './places.ts';
import { renderTexts } from './render.ts';

const boundary = '0123456789abcdef0123456789abcdef';

describe('the words that come with the program', () => {
  it.each(promptPlaces.map((place) => [place.prompt.key, place] as const))(
    'fit their place: %s',
    (key, place) => {
      expect(findPlace(key)).toBe(place);
      expect(findPromptProblems(place.prompt)).toEqual([]);
      expect(findMisfits(place, place.prompt)).toEqual([]);
    },
  );

  it('are known by keys of their own', () => {
    expect(new Set(promptPlaces.map(({ prompt }) => prompt.key)).size).toBe(promptPlaces.length);
    expect(findPlace('somebody.else')).toBeNull();
  });
});

describe('a place', () => {
  const variable = (name: string, kind: 'string' | 'data') => ({ name, kind, description: 'a word' });
  const place: PromptPlace = {
    prompt: { key: 'x', title: 'X', description: '', system: '', body: '{{a}}', variables: [], note: '' },
    given: [
      { ...variable('a', 'string'), isRequired: true },
      { ...variable('b', 'data'), isRequired: false },
    ],
    ...{ parts: [], subject: 'task', reader: 'model', join: (words) => words },
  };

  it.each([
    [
      'an unknown variable',
      [variable('a', 'string'), variable('c', 'string')],
      '/variables/1/name',
      '{{c}} has no value in this prompt; there are {{a}}, {{b}}.',
    ],
    [
      'data that is called a line',
      [variable('a', 'string'), variable('b', 'string')],
      '/variables/1/kind',
      '{{b}} is of the kind "data" in this prompt.',
    ],
    [
      'nothing that must stand',
      [variable('b', 'data')],
      '/variables',
      '{{a}} must stand in this prompt: a word.',
    ],
  ])('refuses %s', (_what, variables, pointer, detail) => {
    expect(findMisfits(place, { variables })).toEqual([{ pointer, detail }]);
    const body = variables.map(({ name }) => `{{${name}}}`).join(' ');
    expect(renderWords(place, { system: '', body, variables }, { a: 'A', b: 'B' }, boundary)).toEqual({
      ok: false,
      problems: [{ pointer, detail }],
    });
  });

  it('leaves out what its words do not ask for', () => {
    const words = { system: '', body: '{{a}}!', variables: [variable('a', 'string')] };
    expect(renderWords(place, words, { a: 'A', b: 'B', other: 'C' }, boundary)).toMatchObject({
      ok: true,
      body: 'A!',
    });
  });
});

describe('a variable of several lines', () => {
  const render = (body: string, x: string) =>
    renderTexts(
      { system: '', body, variables: [{ name: 'x', kind: 'text', description: '' }] },
      { x },
      boundary,
    );

  it('is put in as it is', () => {
    expect(render('- a\n{{x}}\n- b', '- 1\n- 2')).toMatchObject({ body: '- a\n- 1\n- 2\n- b' });
  });

  it.each([
    ['- a\n{{x}}\n- b', '- a\n- b'],
    ['{{x}}\n- b', '- b'],
    ['- a\n{{x}}\n{{x}}\n- b', '- a\n- b'],
    ['a {{x}}\nb', 'a \nb'],
    ['a\n{{x}} b', 'a\n b'],
  ])('takes its line with it where it is empty and alone there: %j', (body, expected) => {
    expect(render(body, '')).toMatchObject({ body: expected });
  });
});
