/** The demo's repository: a cart that works out its discount wrongly, with tests of which exactly one fails. */
const manifest = `{
  "name": "shop",
  "version": "1.0.0",
  "private": true,
  "type": "module",
  "scripts": {
    "test": "node --test"
  }
}
`;

const readme = `# Shop

The demo repository of OvermindOps: a tiny cart with a bug in its discount.

- \`npm test\` runs the tests; one fails.
- The demo's coding agent is a script and no model: it runs the tests, and knows how to mend this one bug.
`;

const cart = `/** All amounts are in cents. */
export function subtotal(items) {
  return items.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
}

/** Takes a discount of so many percent off. */
export function applyDiscount(amount, percent) {
  return amount - percent;
}

export function total(items, percent = 0) {
  return applyDiscount(subtotal(items), percent);
}
`;

const cartTest = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { subtotal, total } from './cart.js';

const tea = { name: 'tea', price: 450, quantity: 2 };
const cup = { name: 'cup', price: 1100, quantity: 1 };

test('an empty cart costs nothing', () => {
  assert.equal(total([]), 0);
});

test('the subtotal counts each item as often as it is in the cart', () => {
  assert.equal(subtotal([tea, cup]), 2000);
});

test('without a discount the total is the subtotal', () => {
  assert.equal(total([tea, cup]), 2000);
});

test('a discount of 25 percent takes a quarter off', () => {
  assert.equal(total([tea, cup], 25), 1500);
});
`;

/** By path inside the repository. */
export const demoFiles: Readonly<Record<string, string>> = {
  'package.json': manifest,
  'README.md': readme,
  'src/cart.js': cart,
  'src/cart.test.js': cartTest,
};
