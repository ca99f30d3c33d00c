import { alike } from './alike.ts';
import type { Utterance } from './corpus.ts';

type Expected = NonNullable<Utterance['tasks']>[number];
const work = (expected: Expected, texts: readonly string[]): Utterance[] =>
  alike({ intents: ['create_tasks'], tasks: [expected] }, texts);

/** What is wrong, told rather than asked to be mended. */
export const trainDefects: Utterance[] = [
  ...work({ type: 'code_change' }, [
    'the total in the cart is still wrong',
    "the coupon field doesn't accept lower case codes",
    'checkout button does nothing on iOS',
    'search still shows deleted products',
    'after login the user lands on a blank page',
    'when the cart is empty, the checkout page crashes',
    'if I enter a long name the card breaks',
    'whenever a payment fails, the customer sees a stack trace',
    'as soon as I scroll, the header flickers',
    'since the last release the images are blurry',
    'every time I save the profile, the phone number disappears',
    'on small screens, the menu covers the logo',
    'in Firefox the date picker is cut off',
    'got a 500 from /api/orders when I sort by date',
    'ERROR: TypeError: cannot read properties of undefined (reading price) in cart.ts',
    'N+1 queries on the orders page, pls fix',
    'memory leak in the image worker, please fix it',
    'XSS in the review form! fix it asap',
    'broken link on the about page, can someone fix it?',
    'the wishlist loses items and the customers complain about it',
    'apparently the discount gets applied twice',
    'weird: the price jumps when I change the quantity',
    'we keep getting duplicate confirmation emails',
    'a customer reported that the invoice shows the wrong address',
    'Support says that nobody can reset the password, please repair that',
    "I can't add more than ten items to the cart",
    'the page takes ages to load',
    'login not working on edge',
    'LOGIN BROKEN!!! FIX IT NOW',
    'images in the gallery are not loading 😡',
    'the currency symbol is missing from the invoices',
    'there seems to be a race condition in the stock counter',
    'the logout link is dead',
    'filters dont work in combination',
    'there is something wrong with the tax of digital goods',
    'the confirmation mail ends up in spam',
    'typing in the search box lags like crazy',
    'sorting by price is reversed',
  ]),
  ...work({ priority: 1 }, [
    'production is down, fix the database connection now!!',
    'URGENT - customers cannot pay',
    'this is urgent: the webhook secret leaked, rotate it',
    'fix the crash on startup, it cannot wait',
  ]),
  ...work({ priority: 5 }, [
    'whenever you get a chance, tidy the css of the footer',
    'if you have some spare time, rename the helper functions',
    'once there is time, polish the icons',
    "if you've got nothing better to do, sort the imports",
  ]),
];
