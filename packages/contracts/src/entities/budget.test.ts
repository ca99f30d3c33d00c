import { expect, test } from 'vitest';
import { BudgetLimits } from './budget.ts';

test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1, '5', 1e300])(
  'a limit of %s is refused',
  (hard_micros) => {
    expect(BudgetLimits.safeParse({ hard_micros }).success).toBe(false);
    expect(BudgetLimits.safeParse({ soft_micros: hard_micros }).success).toBe(false);
  },
);

test.each([0, 1, Number.MAX_SAFE_INTEGER, null])('a limit of %s is one', (hard_micros) => {
  expect(BudgetLimits.parse({ hard_micros })).toEqual({ soft_micros: null, hard_micros });
});

test('a currency is none of its fields', () => {
  expect(BudgetLimits.safeParse({ hard_micros: 1, currency: 'EUR' }).success).toBe(false);
});
