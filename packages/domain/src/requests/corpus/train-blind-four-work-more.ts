import type { Utterance } from './corpus.ts';

/** One piece of work: wishes, complaints, priorities, corrections, negations and words that set traps. */
export const blindFourWorkMore: Utterance[] = [
  {
    text: 'It would be nice to have a dark theme on the account page.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'dark theme' }],
  },
  {
    text: 'I wish the order list could be filtered by date.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change' }],
  },
  {
    text: 'I am not happy with the colour of the header links, they are hard to read.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'Customers complain that the confirmation mail arrives twice.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change' }],
  },
  {
    text: 'Please make that the price is shown with two decimals.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change' }],
  },
  {
    text: 'We have need of a button for to print the invoice.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'print' }],
  },
  {
    text: 'Could you make possible to login with Google?',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'google' }],
  },
  {
    text: 'This is urgent: the shopping cart loses its items after the login.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', priority: 1 }],
  },
  {
    text: 'Priority two: add a loading indicator to the order page.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'loading indicator', priority: 2 }],
  },
  {
    text: 'Low priority: correct the spelling mistakes on the imprint page.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'spelling' }],
  },
  {
    text: 'Add a field for the VAT number to the order form, this has the highest priority.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'vat', priority: 1 }],
  },
  {
    text: 'Add a banner to the home page. No, wait, to the checkout page.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'checkout page' }],
  },
  {
    text: 'i would like to have a bigger font on the start page no sorry on the about page',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'about' }],
  },
  {
    text: 'Limit the number of login attempts to five per hour.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'login attempts' }],
  },
  {
    text: "Delete the button 'Cancel all orders' from the admin page.",
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'Users should be able to undo the deletion of an address.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change' }],
  },
  {
    text: 'Let visitors reject all cookies with one click.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'cookies' }],
  },
  {
    text: 'If the cart is empty, hide the order button.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'Show an error message when the payment fails.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'error message' }],
  },
  {
    text: 'As soon as SHOP-12 is finished, please run the end-to-end tests for the cart.',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa', waits_for: ['SHOP-12'] }],
  },
  {
    text: 'Do not deploy to production, deploy to staging.',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra', title: 'staging' }],
  },
  {
    text: "Don't rewrite the login, just fix the typo in the error message.",
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'typo' }],
  },
  {
    text: 'Make the navigation bar wider and do not change the mobile menu.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'navigation bar' }],
  },
  {
    text: 'Override the default font in the admin page with Inter.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'font' }],
  },
  {
    text: 'Show a thank-you message after the order.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'message' }],
  },
  {
    text: 'Greet the user by name on the start page.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
];
