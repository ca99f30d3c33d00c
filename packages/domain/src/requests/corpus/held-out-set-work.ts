import type { Utterance } from './corpus.ts';

/** One piece of work: pages, servers and what is broken. */
export const heldOutSetWork: Utterance[] = [
  {
    text: 'The links in the navbar are hard to see, please make them bold.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'Add a search icon to the header.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'search icon' }],
  },
  {
    text: 'On the product page the price jumps to the next line when it is longer than four digits. Can you fix that?',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'I would like to have a button on the order page that prints the invoice.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'button' }],
  },
  {
    text: 'so when I open the menu on my phone uh it covers the whole page and I cannot close it any more',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'web/src/pages/Profile.tsx shows the error message twice.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'It would be nice if customers could see their last five orders on the account page.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'orders' }],
  },
  {
    text: 'We have a new logo in assets/logo.svg, please use it in the header.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: '@frontend please add a loading animation to the gallery.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'animation' }],
  },
  {
    text: 'Let customers choose between light and dark mode in the settings.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'dark mode' }],
  },
  {
    text: "um can you make the text in the newsletter form a little bit larger it's hard to read",
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'newsletter form' }],
  },
  {
    text: 'Add a pause button to the video player.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'pause button' }],
  },
  {
    text: 'Hello, I spoke with our support team this morning. They told me that many customers overlook the delivery costs because the text is so small and so far down on the cart page. Please show the delivery costs directly below the total.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },

  {
    text: 'The endpoint for vouchers returns expired vouchers as well, please filter them out.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend' }],
  },
  {
    text: 'Please add an endpoint that lists all open invoices.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend', title: 'invoices' }],
  },
  {
    text: 'GET /api/customers is very slow when there are more than a thousand customers.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend' }],
  },
  {
    text: 'server/payments/refund.py rounds the amount the wrong way.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend' }],
  },
  {
    text: 'Add a column for the delivery date to the orders table.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend', title: 'delivery date' }],
  },
  {
    text: 'Tell backend to retry failed webhooks up to three times.',
    intents: ['create_tasks'],
    tasks: [{ agent: 'backend', title: 'webhooks' }],
  },
  {
    text: 'can you uh write a database migration that removes the old coupons table',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend', title: 'migration' }],
  },
  {
    text: 'The API accepts passwords with only three characters, please require at least ten.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend' }],
  },
  {
    text: 'Customers complain that they do not get an email after they have paid.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change' }],
  },
  {
    text: 'Please make it possible to pay by invoice.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'invoice' }],
  },
  {
    text: 'Customers should be able to cancel an order within one hour.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'cancel' }],
  },
  {
    text: 'The shop should block accounts after five wrong passwords.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'accounts' }],
  },
  {
    text: 'Since the update last week the export of the sales figures takes more than five minutes. It used to take ten seconds. Our accountant needs it every morning, so please make it fast again.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change' }],
  },
];
