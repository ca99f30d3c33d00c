import { expect, it } from 'vitest';
import { discussions, messages } from '../../../../test/mock/fixtures/discussions.ts';
import { type LogEntry, type LogInput, logEntries } from './log-entries.ts';

const turns = discussions[0]?.turns ?? [];
const nobody = new Map();
const brief = (entry: LogEntry): string => {
  switch (entry.kind) {
    case 'phase':
      return `phase ${entry.phase}`;
    case 'round':
      return `round ${entry.round}`;
    case 'message':
      return entry.message.content;
    case 'asked_below':
      return `below: ${entry.message.content}`;
    case 'skipped':
      return `skipped ${entry.turn.speaker}`;
    case 'live':
      return `live ${entry.live.speaker}`;
  }
};
const read = (input: Omit<LogInput, 'isAskedBelow'> & Partial<LogInput>) =>
  logEntries({ isAskedBelow: false, ...input }).map(brief);

it('tells of phases and votes as they begin, and of turns that were passed over in their place', () => {
  const live = new Map([[5, { turn: 5, speaker: 'quality_assurance', attempt: 1, words: '' }]]);
  expect(read({ messages, turns, live, isWhole: true })).toEqual([
    'phase exploration',
    'Keep sessions in PostgreSQL',
    'skipped creative_strategist',
    'phase discussion',
    'What of a restart?',
    'Keep it small, please.',
    'phase consensus',
    'round 1',
    'PostgreSQL, with a restart test',
    'live quality_assurance',
  ]);
});

it('leaves out passed-over turns of pages that are not there', () => {
  expect(read({ messages: messages.slice(1), turns, live: nobody, isWhole: false })).toEqual([
    'phase discussion',
    'What of a restart?',
    'Keep it small, please.',
    'phase consensus',
    'round 1',
    'PostgreSQL, with a restart test',
  ]);
});

it('shows a turn that was spoken once, as its message', () => {
  const live = new Map([[4, { turn: 4, speaker: 'technical_architect', attempt: 1, words: 'PostgreSQL' }]]);
  expect(read({ messages, turns, live, isWhole: true }).some((line) => line.startsWith('live'))).toBe(false);
});
