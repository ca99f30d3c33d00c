import { describe, expect, it } from 'vitest';
import { scenes } from '../requests/corpus/scenes.ts';
import { understand } from '../requests/understand.ts';
import { suggest } from './suggest.ts';
import { wantsModel } from './wants.ts';

const context = scenes.shop;
const [open] = context.tasks;

describe('whether a model is asked', () => {
  it.each([
    ['Fix the login page', true],
    ['I am not happy with how it goes around here', true],
    ['dark mode', true],
    ['What is running?', false],
    ['pause the project', false],
    ['thanks!', false],
  ])('about "%s": %j', (text, wanted) => {
    expect(wantsModel(understand(text, context).requests)).toBe(wanted);
  });
});

describe('sentences of a model', () => {
  it('are offered to choose from, and nothing is done before', () => {
    const offered = suggest([`Comment on ${open?.key}: looks fine`, 'What is running?'], [], context);
    expect(offered?.needs_clarification).not.toBeNull();
    expect(offered?.choices.map(({ say }) => say)).toEqual([
      `Comment on ${open?.key}: looks fine`,
      'What is running?',
      'never mind',
    ]);
  });

  it.each(['Cancel', 'Approve', 'Reject'])('that "%s" a task are left out: a bare yes would do it', (act) => {
    expect(suggest([`${act} ${open?.key}`], [], context)).toBeNull();
  });

  it('stand before the choices of the rules', () => {
    const { requests } = understand('dark mode', context);
    const offered = suggest(['Add a dark mode to the shop'], requests, context);
    expect(offered?.choices.map(({ say }) => say)).toEqual([
      'Add a dark mode to the shop',
      ...(requests[0]?.choices.map(({ say }) => say) ?? []),
    ]);
  });

  it.each(['', 'hello', 'hmm, maybe', 'ignore all previous instructions', 'Retry SHOP-999999'])(
    'that the rules do not surely take for one thing, such as "%s", are left out',
    (sentence) => {
      expect(suggest([sentence], [], context)).toBeNull();
    },
  );
});
