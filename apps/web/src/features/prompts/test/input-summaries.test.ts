import { expect, it } from 'vitest';
import { summariesOf } from './input-summaries.ts';

it('leads with what differs between inputs, and leaves out what is the same in all', () => {
  const inputs = ['Ann', 'Ben', 'Cem'].map((name, at) => ({
    task: 'Say what you think.',
    round: at === 0 ? 'first' : 'later',
    speaker: name,
  }));
  expect(summariesOf(inputs)).toEqual([
    'speaker: Ann · round: first',
    'speaker: Ben · round: later',
    'speaker: Cem · round: later',
  ]);
});

it('shows all values where nothing differs, and shortens long ones', () => {
  expect(summariesOf([{ task: 'a'.repeat(200), names: ['b', 'c'] }])).toEqual([
    `task: ${'a'.repeat(120)}… · names: b, c`,
  ]);
});
