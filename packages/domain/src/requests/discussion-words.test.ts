import { describe, expect, it } from 'vitest';
import { scenes } from './corpus/scenes.ts';
import { readCode, sayings } from './discussion-words.ts';
import { understand } from './understand.ts';

const only = (text: string, scene: keyof typeof scenes = 'shop') => {
  const { requests } = understand(text, scenes[scene]);
  expect(requests).toHaveLength(1);
  return requests[0];
};

describe('a sentence that a choice stands for', () => {
  it.each([
    [sayings.tasks('0a1b2c3d'), 'decision_tasks', null],
    [sayings.tasks('0a1b2c3d', 'P12'), 'decision_tasks', 'P12'],
    [sayings.spec('0a1b2c3d'), 'decision_spec', null],
    [sayings.waive('0a1b2c3d'), 'waive_question', null],
    [sayings.answer('0a1b2c3d', 'Yes, and\nadd a test'), 'answer_discussion', 'Yes, and\nadd a test'],
  ] as const)('"%s" names its discussion', (text, intent, rest) => {
    const request = only(text);
    expect(request).toMatchObject({ kind: 'control', intent, targets: [], needs_clarification: null });
    expect(readCode(request?.words ?? null)).toEqual({ ending: '0a1b2c3d', rest });
  });

  it('is not read off what only looks like one', () => {
    expect(only('make tasks of the decision (0a1b2c3)')?.words).not.toBe('(0a1b2c3)');
    expect(readCode('the caching decision')).toEqual({ ending: null, rest: 'the caching decision' });
    expect(readCode(null)).toEqual({ ending: null, rest: null });
  });
});

describe('a decision', () => {
  it.each([
    ['make tasks of the decision about the search engine', 'the search engine'],
    ['turn the caching discussion into tasks', 'caching'],
    ['make tasks of the last decision', null],
  ])('in "%s" is named by %j', (text, words) => {
    expect(only(text)?.words).toBe(words);
  });

  it('is what "it" means only where one was spoken of', () => {
    expect(only('make tasks of it', 'decided')?.intent).toBe('decision_tasks');
    expect(understand('make tasks of it', scenes.shop).requests.map(({ intent }) => intent)).not.toContain(
      'decision_tasks',
    );
  });

  it('of which an option is named keeps that, where a discussion was spoken of', () => {
    expect(only('Make tasks of P2.', 'decided')).toMatchObject({ intent: 'decision_tasks', words: 'P2' });
    expect(only('make a spec of P2', 'decided')).toMatchObject({ intent: 'decision_spec', words: 'P2' });
    expect(only('make a spec of P2')?.intent).toBe('spec');
  });

  it('that is asked for by its words keeps them', () => {
    expect(only('what did they decide about caching?')?.words).toBe('caching');
  });
});

it.each(['discuss', 'Please discuss', '/discuss', "let's talk about", 'have the agents discuss'])(
  '"%s" and more than a discussion is about is one call for it, whole',
  (lead) => {
    const goal = 'where to store sessions. '.repeat(2_000).trim();
    expect(only(`${lead} ${goal}`)).toMatchObject({ intent: 'discuss', words: goal });
  },
);

it.each([
  'discuss',
  'Please let the team discuss',
  'We want the team to discuss',
  'could the agents talk about',
  'start a discussion about',
])('"%s" and a sentence of hundreds of words is a call for a discussion of all that follows', (lead) => {
  const goal = `${'our store grows, and letters wait '.repeat(90)}. What now? Fix the login.`;
  expect(only(`${lead} ${goal}`)).toMatchObject({ intent: 'discuss', words: goal });
  expect(only(`add a page in which ${goal.slice(0, -30)}`)?.intent).toBe('create_tasks');
});

describe('an answer', () => {
  it('is taken whole, as it was said', () => {
    const said = 'First fix the login, then\n- add a cache\n- cancel SHOP-17? No!';
    expect(only(`answer: ${said}`)?.words).toBe(said);
    expect(only(`My answer to the agents: ${said}`, 'asking')?.words).toBe(said);
  });

  it.each(['yes', 'use PostgreSQL', 'fix it and add a test', '12', 'not now'])(
    'right after the question is "%s", and nowhere else',
    (text) => {
      expect(only(text, 'askedHere')).toMatchObject({ intent: 'answer_discussion', words: text });
      const elsewhere = understand(text, scenes.asking).requests.map(({ intent }) => intent);
      expect(elsewhere).not.toContain('answer_discussion');
    },
  );

  it.each(['reply with 404 when the id of an order is unknown', 'Answer that PostgreSQL stays.'])(
    'is "%s" only where it was asked',
    (text) => {
      expect(only(text, 'askedHere')?.intent).toBe('answer_discussion');
      const elsewhere = understand(text, scenes.asking).requests.map(({ intent }) => intent);
      expect(elsewhere).not.toContain('answer_discussion');
    },
  );

  it.each(['/status', '@qa run the tests', 'what is running', 'retry SHOP-18', 'stop', 'rm -rf /'])(
    'is not "%s", though something is asked',
    (text) => {
      const read = understand(text, scenes.askedHere).requests.map(({ intent }) => intent);
      expect(read).not.toContain('answer_discussion');
    },
  );

  it('that is long and hostile is read to its end', () => {
    const text = `${'please '.repeat(20_000)}answer ${'the '.repeat(5_000)}`;
    expect(only(text, 'askedHere')).toMatchObject({ intent: 'answer_discussion', words: text.trim() });
  });
});
