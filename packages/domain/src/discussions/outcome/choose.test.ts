import { expect, it } from 'vitest';
import { chooseDiscussion } from './choose.ts';

const discussions = [
  { id: 'c', title: 'Choose a search engine', decision: 'Search in PostgreSQL' },
  { id: 'b', title: 'Where are sessions stored?', decision: 'Sessions in PostgreSQL' },
  { id: 'a', title: 'How are sessions of guests ended?', decision: null },
];
const idOf = (words: string | null) => {
  const chosen = chooseDiscussion(words, discussions);
  if (chosen?.kind === 'several') return chosen.discussions.map(({ id }) => id);
  return chosen?.kind === 'one' ? chosen.discussion.id : chosen;
};

it.each([null, '', 'the last one', 'the decision', 'that discussion'])('%j means the latest', (words) => {
  expect(idOf(words)).toBe('c');
});

it.each([
  ['the search engine', 'c'],
  ['stored sessions', 'b'],
  ['guest sessions', 'a'],
  // Only the decision has these words.
  ['sessions in postgresql', 'b'],
])('"%s" means the one that has these words', (words, id) => {
  expect(idOf(words)).toBe(id);
});

it('asks which of several is meant, and says where none is', () => {
  expect(idOf('sessions')).toEqual(['b', 'a']);
  expect(idOf('payments')).toEqual({ kind: 'none', words: 'payments' });
  expect(chooseDiscussion('sessions', [])).toBeNull();
});
