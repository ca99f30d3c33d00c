import { expect, it } from 'vitest';
import { estimateComplexity } from './complexity.ts';

it.each([
  ['Say hello.', 10, false, 'low'],
  ['Summarise this.', 2_000, false, 'medium'],
  ['Which files are there?', 100, true, 'medium'],
  ['Redesign nothing, list it', 100, false, 'low'],
  ['Design the migration of the database', 100, false, 'medium'],
  ['Design the migration of the database', 2_000, true, 'high'],
  ['Read all of this', 20_000, false, 'high'],
])('%j of %i tokens, with tools: %j, is %s', (text, inputTokens, hasTools, complexity) => {
  expect(estimateComplexity({ purpose: 'models.try', text, inputTokens, hasTools })).toBe(complexity);
});

it('is never low for who speaks in a discussion', () => {
  const said = { purpose: 'discussion.turn', text: 'What do you think?', hasTools: false };
  expect(estimateComplexity({ ...said, inputTokens: 10 })).toBe('medium');
  expect(estimateComplexity({ ...said, inputTokens: 2_000 })).toBe('high');
});
