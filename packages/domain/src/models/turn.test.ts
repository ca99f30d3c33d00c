import { expect, it } from 'vitest';
import { judgeTurn, limitsAnything } from './turn.ts';

const rule = { maxConcurrent: 2, requestsPerMinute: 1, tokensPerMinute: null };
const line = { before: 0, held: 0, window: [], nowMs: 60_000 };

it('lets a call go when nobody came earlier, a place is free and its minute has room', () => {
  expect(judgeTurn(line, rule, 10)).toEqual({ mayGo: true });
  expect(judgeTurn({ ...line, before: 1 }, rule, 10)).toEqual({ mayGo: false, waitMs: null });
  expect(judgeTurn({ ...line, held: 2 }, rule, 10)).toEqual({ mayGo: false, waitMs: null });
  const window = [{ atMs: 20_000, requests: 1, tokens: 1 }];
  expect(judgeTurn({ ...line, window }, rule, 10)).toEqual({ mayGo: false, waitMs: 20_000 });
});

it('knows a rule that limits nothing', () => {
  const none = { maxConcurrent: null, requestsPerMinute: null, tokensPerMinute: null };
  expect(limitsAnything(none)).toBe(false);
  for (const name of ['maxConcurrent', 'requestsPerMinute', 'tokensPerMinute'])
    expect(limitsAnything({ ...none, [name]: 1 })).toBe(true);
});
