import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitHistory, type History } from './history.ts';
import { estimateTokens } from './tokens.ts';

const turn = (text: string, index = 0) => ({
  role: index % 2 ? ('assistant' as const) : ('user' as const),
  text,
});
const history = (change: Partial<History> = {}): History => ({
  ...{ system: 'Be exact.', task: 'Decide on a name.', decisionRecord: 'The short one is out.' },
  ...{ turns: ['one', 'two', 'three'].map(turn), summary: null, ...change },
});
const texts = (fitted: ReturnType<typeof fitHistory>): string[] =>
  fitted.ok ? fitted.messages.map(({ text }) => text) : [];

it('is whole where there is room', () => {
  expect(texts(fitHistory(history(), 1_000))).toEqual([
    ...['Decide on a name.', 'The short one is out.', 'one', 'two', 'three'],
  ]);
});

it('gives up the oldest turns first, and says so', () => {
  const long = history({ turns: Array.from({ length: 20 }, (_, index) => turn(`turn ${index}`, index)) });
  const fitted = fitHistory(long, 130);
  expect(texts(fitted).slice(0, 3)).toEqual([
    ...['Decide on a name.', 'The short one is out.'],
    expect.stringMatching(/^\(\d+ earlier turns of this conversation are left out\.\)$/),
  ]);
  expect(texts(fitted).at(-1)).toBe('turn 19');
  expect(fitted).toMatchObject({ ok: true, droppedTurns: 20 - (texts(fitted).length - 3) });
});

it('puts a summary in the place of what it gives up where there is room for it', () => {
  const turns = Array.from({ length: 20 }, (_, index) => turn('w'.repeat(200), index));
  expect(texts(fitHistory(history({ turns, summary: 'Long names were liked.' }), 250))[2]).toContain(
    'In short:\nLong names were liked.',
  );
  expect(texts(fitHistory(history({ turns, summary: 's'.repeat(2_000) }), 250))[2]).not.toContain('In short');
});

it('fails rather than cut what may not be cut', () => {
  const long = 'w'.repeat(5_000);
  for (const change of [{ system: long }, { task: long }, { decisionRecord: long }, { turns: [turn(long)] }])
    expect(fitHistory(history(change), 500)).toEqual({
      ok: false,
      detail: expect.stringMatching(/^about \d+ tokens are needed .* there is room for 500$/),
    });
});

it('never takes more than its room, and loses no turn unsaid', () => {
  const anyText = fc.string({ maxLength: 200 });
  const anyHistory = fc.record({
    ...{ system: anyText, task: anyText, decisionRecord: fc.option(anyText), summary: fc.option(anyText) },
    turns: fc.array(
      anyText.map((text) => turn(text)),
      { maxLength: 12 },
    ),
  });
  fc.assert(
    fc.property(anyHistory, fc.integer({ min: 0, max: 600 }), (any, room) => {
      const fitted = fitHistory(any, room);
      if (!fitted.ok) return;
      const sum = [fitted.system, ...texts(fitted)].reduce((total, text) => total + estimateTokens(text), 0);
      expect(sum).toBeLessThanOrEqual(fitted.tokens);
      expect(fitted.tokens).toBeLessThanOrEqual(room);
      const kept = any.turns.slice(fitted.droppedTurns);
      expect(fitted.messages.slice(fitted.messages.length - kept.length)).toEqual(kept);
      if (fitted.droppedTurns > 0)
        expect(texts(fitted).join('\n')).toContain(`(${fitted.droppedTurns} earlier turns`);
    }),
  );
});

it('counts at least one token for seven characters, and more for other scripts', () => {
  expect(estimateTokens('')).toBe(0);
  expect(estimateTokens('a'.repeat(70))).toBe(20);
  expect(estimateTokens('你好世界')).toBe(4);
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(estimateTokens(one + other)).toBeLessThanOrEqual(estimateTokens(one) + estimateTokens(other));
      expect(estimateTokens(one + other)).toBeGreaterThanOrEqual(estimateTokens(one));
    }),
  );
});
