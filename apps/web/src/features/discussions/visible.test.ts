import { expect, it } from 'vitest';
import { visible } from './visible.ts';

const hidden = { title: 'Safe \u202etxt', votes: [{ reason: 'Yes\u200b' }, { reason: 'No' }], round: 2 };

it('makes every text visible, however deep it lies', () => {
  expect(visible(hidden)).toEqual({
    ...{ title: 'Safe ⟨U+202E⟩txt', round: 2 },
    votes: [{ reason: 'Yes⟨U+200B⟩' }, { reason: 'No' }],
  });
});

it('is the same value where nothing was hidden, and the same again for the same', () => {
  const plain = { title: 'Plain', votes: [{ reason: 'No', changes: null }] };
  expect(visible(plain)).toBe(plain);
  expect(visible(hidden)).toBe(visible(hidden));
  expect(visible(hidden).votes[1]).toBe(hidden.votes[1]);
});

it('leaves the places of marks as they are', () => {
  const marked = { text: '\u202eabc', matches: [{ start: 1, end: 2 }] };
  expect(visible({ snippet: marked }).snippet).toBe(marked);
});
