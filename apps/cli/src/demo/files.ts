/**
 * The demo's repository: a cart that works out its discount wrongly, with tests of which exactly one fails, and the
 * script by which the "scripted agent" mends it.
 */
const manifest = `{
  "name": "shop",
  "version": "1.0.0",
  "private": true,
  "type": "module",
  "scripts": {
    "test": "node --test",
    "fix": "node scripts/fix-discount.mjs"
  }
}
`;

const readme = `# Shop

The demo repository of OvermindOps: a tiny cart with a bug in its discount.

- \`npm test\` runs the tests; one fails.
- \`npm run fix\` is what the demo's scripted agent runs. It is a script, no model: it always makes the same change.
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

const fix = `// The demo's scripted agent. No model: it makes one change that was written down beforehand.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../src/cart.js', import.meta.url);
const wrong = 'return amount - percent;';
const right = 'return Math.round((amount * (100 - percent)) / 100);';

const source = readFileSync(file, 'utf8');
console.log('Reading src/cart.js: a discount has to be a part of the amount, not so many cents.');
if (source.includes(wrong)) {
  writeFileSync(file, source.replace(wrong, right));
  console.log('Changed applyDiscount in src/cart.js.');
} else {
  console.log('applyDiscount is right already; nothing to change.');
}
`;

/** By path inside the repository. */
export const demoFiles: Readonly<Record<string, string>> = {
  'package.json': manifest,
  'README.md': readme,
  'src/cart.js': cart,
  'src/cart.test.js': cartTest,
  'scripts/fix-discount.mjs': fix,
};
