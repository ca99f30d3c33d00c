import { describe, expect, it } from 'vitest';
import { type SceneName, scenes } from '../corpus/scenes.ts';
import { understand } from '../understand.ts';

const hear = (text: string, scene: SceneName = 'shop') =>
  understand(text, { ...scenes[scene], source: 'voice' }).requests;
const intentsOf = (text: string, scene?: SceneName) => hear(text, scene).map(({ intent }) => intent);

describe('a word that a recogniser made of a noise', () => {
  it.each([
    'The.',
    'the',
    'uh',
    'Hm.',
    'Mm.',
    'And.',
    'It.',
    'Is.',
    'Down.',
    'One.',
    'So the.',
    'And of the.',
  ])('is not asked back as work where "%s" is heard', (text) =>
    expect(hear(text)).toMatchObject([{ intent: 'ask', remark: 'noise', choices: [], tasks: [] }]),
  );

  it.each<[string, string[], SceneName?]>([
    ['Stop.', ['pause']],
    ['Undo.', ['undo']],
    ['Again.', ['retry']],
    ['Go.', ['run_cycle']],
    ['Next.', ['status']],
    ['One.', ['cancel'], 'askedWhich'],
    ['All.', ['cancel'], 'askedWhich'],
    ['Yes.', ['cancel'], 'askedToConfirm'],
    ['Shop nineteen.', ['status']],
  ])('is a command, an answer or a task all the same where "%s" is one', (text, intents, scene) => {
    expect(intentsOf(text, scene)).toEqual(intents);
  });

  it.each([
    ['Yes.', 'acknowledgement'],
    ['No.', 'negation'],
  ])('is still an answer where "%s" is', (text, remark) => expect(hear(text)).toMatchObject([{ remark }]));

  it('is no such word where it names an agent, or means something', () => {
    const { shop } = scenes;
    const like = { name: 'like', role: 'design', is_enabled: true, handles: [], paths: [] };
    const agents = [...shop.agents, like];
    const named = understand('Like.', { ...shop, agents, source: 'voice' }).requests;
    for (const request of [...named, ...hear('Backend.'), ...hear('Footer.'), ...hear('What is it?')])
      expect(request.remark).toBeNull();
  });

  it('is asked back as it was where it was typed', () => {
    expect(understand('the', scenes.shop).requests).toMatchObject([
      { needs_clarification: 'What shall be done with "the"?', remark: null },
    ]);
  });
});
