import { expect, it } from 'vitest';
import { queryOf } from './use-list-filter.ts';

const none = { q: '', agent: '', status: '', phase: '', from: '', to: '', isArchived: false } as const;

it('counts the last day whole, so that one day can be asked for', () => {
  const { from = '', to = '' } = queryOf({ ...none, from: '2026-01-31', to: '2026-01-31' });
  expect(new Date(from)).toEqual(new Date(2026, 0, 31));
  expect(new Date(to)).toEqual(new Date(2026, 1, 1));
});

it('asks for no words while only a quote is typed', () => {
  expect(queryOf({ ...none, q: '"' })).toEqual({ archived: 'false' });
  expect(queryOf({ ...none, q: '"two words' })).toMatchObject({ q: '"two words' });
});
