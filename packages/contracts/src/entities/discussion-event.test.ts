import { expect, it } from 'vitest';
import { DiscussionEvent } from './discussion-event.ts';

const at_ms = 1_800_000_000_000;
const skipped = { type: 'turn_skipped', at_ms, turn: 1, fault: 'no_reply', detail: '', tokens: 0 };
const opened = { turn: 1, speaker: 'project_manager', purpose: 'amend', about: 'P1' };
const question = { by: ['project_manager'], question: 'How many?' };
const many = <T>(count: number, of: T): T[] => Array.from({ length: count }, () => of);

it.each<[string, object]>([
  ['a reply that cost too much to be added up', { ...skipped, cost_micros: 1_000_000_001 }],
  ['a fault told at any length', { ...skipped, cost_micros: 0, detail: 'x'.repeat(20_001) }],
  ['a turn beyond every limit', { ...skipped, cost_micros: 0, turn: 501 }],
  ['a round beyond every limit', { type: 'vote_counted', at_ms, round: 11, winner: null }],
  ['a time that no date has', { type: 'paused', at_ms: 8_640_000_000_000_001 }],
  ['more turns at once than speakers', { type: 'turns_opened', at_ms, turns: many(21, opened) }],
  [
    'orders in the place of a proposal',
    { type: 'turns_opened', at_ms, turns: [{ ...opened, about: 'all' }] },
  ],
  [
    'more proposals than a vote compares',
    { type: 'vote_called', at_ms, round: 1, proposals: many(21, 'P1') },
  ],
  ['questions without end', { type: 'user_asked', at_ms, questions: many(61, question) }],
])('refuses %s', (_what, event) => {
  expect(DiscussionEvent.safeParse(event).success).toBe(false);
});

it.each<object>([
  { ...skipped, cost_micros: 1_000_000_000, turn: 500, detail: 'x'.repeat(20_000) },
  { type: 'turns_opened', at_ms, turns: [opened, { ...opened, about: null }] },
  { type: 'user_spoke', at_ms, content: 'x'.repeat(100_000), is_answer: false },
  { type: 'user_asked', at_ms, questions: many(60, question) },
])('takes what can happen: $type', (event) => {
  expect(DiscussionEvent.parse(event)).toEqual(event);
});
