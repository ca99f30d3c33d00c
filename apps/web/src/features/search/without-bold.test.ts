import { expect, it } from 'vitest';
import { withoutBold } from './without-bold.ts';

const marked = (text: string, ...words: string[]) => ({
  text,
  matches: words.map((word) => ({ start: text.indexOf(word), end: text.indexOf(word) + word.length })),
});

it('takes the stars of bold words away, and what was found stays marked', () => {
  const found = marked('**SHOP-3** is ready. See **SHOP-4** and the discount.', 'SHOP-3', 'discount');
  expect(withoutBold(found)).toEqual(
    marked('SHOP-3 is ready. See SHOP-4 and the discount.', 'SHOP-3', 'discount'),
  );
});

it('leaves stars that make nothing bold', () => {
  const found = marked('2 ** 3 is 8, and 2 **', '8');
  expect(withoutBold(found)).toEqual(found);
});

it('a match that takes stars in covers the words between them', () => {
  const found = marked('now **urgent** work', '**urgent** work');
  expect(withoutBold(found)).toEqual(marked('now urgent work', 'urgent work'));
});
