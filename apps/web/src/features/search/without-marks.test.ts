import { expect, it } from 'vitest';
import { withoutMarks } from './without-marks.ts';

const marked = (text: string, ...words: string[]) => ({
  text,
  matches: words.map((word) => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length })),
});

it('takes the stars of bold words away, and what was found stays marked', () => {
  const found = marked('**SHOP-3** is ready. See **SHOP-4** and the discount.', 'SHOP-3', 'discount');
  expect(withoutMarks(found)).toEqual(
    marked('SHOP-3 is ready. See SHOP-4 and the discount.', 'SHOP-3', 'discount'),
  );
});

it('leaves stars that make nothing bold', () => {
  const found = marked('2 ** 3 is 8, and 2 **', '8');
  expect(withoutMarks(found)).toEqual(found);
});

it('a match that takes stars in covers the words between them', () => {
  const found = marked('now **urgent** work', '**urgent** work');
  expect(withoutMarks(found)).toEqual(marked('now urgent work', 'urgent work'));
});

it('takes the signs around code away, and leaves those that surround nothing', () => {
  const found = marked('half up in `applyDiscount`, a ` alone, and a discount', 'Discount', 'discount');
  const plain = 'half up in applyDiscount, a ` alone, and a discount';
  expect(withoutMarks(found)).toEqual(marked(plain, 'Discount', 'discount'));
});
