import type { Utterance } from './corpus.ts';

/** One piece of work: pages, servers and what is broken. */
export const blindThreeWork: Utterance[] = [
  {
    text: 'footer links overlap on my phone',
    scene: 'empty',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'can we make the search bar a bit wider on desktop',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'search bar' }],
  },
  {
    text: 'newsletter popup wont close on android, pls fix',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change' }],
  },
  {
    text: 'add a back to top button on the blog page',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'back to top' }],
  },
  {
    text: 'the placeholder text in the contact form has a tpyo',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'prices should show with 2 decimals everywhere',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change' }],
  },
  {
    text: 'uh so on the product page the um the image gallery it does not swipe on the ipad can you fix that',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'replace the stock photo on the about page with office.jpg',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'web/src/components/Toast.tsx stays open forever, should go away after 5s',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'could the sidebar menu remember if it was collapsed?',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'sidebar' }],
  },
  {
    text: 'it would be great if the cart icon showed how many items are in there',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'cart icon' }],
  },
  {
    text: 'Hi, Maria here. Support got three calls this week from older customers who could not read the light grey text on the delivery page. Can we please make that text darker? Thanks!',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: '@frontend the spinner never stops on the voucher page',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'add a language switcher to the navbar',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'language switcher' }],
  },
  {
    text: 'GET /api/products ignores the page param',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend' }],
  },
  {
    text: 'add a discount_code column to the orders table',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend', title: 'discount_code' }],
  },
  {
    text: 'server/jobs/reminder.py sends mails in the wrong timezone',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend' }],
  },
  {
    text: 'need an endpoint that returns the stock per warehouse',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend', title: 'stock' }],
  },
  {
    text: 'yo can you add um a validation to the signup endpoint so that it refuses throwaway email addresses',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend', title: 'validation' }],
  },
  {
    text: '@backend dont log the full card number, mask it pls',
    intents: ['create_tasks'],
    tasks: [{ agent: 'backend' }],
  },
  {
    text: 'api/webhooks/paypal.go panics when amount is nil',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend' }],
  },
  {
    text: 'tell backend to drop the legacy sessions table',
    intents: ['create_tasks'],
    tasks: [{ agent: 'backend', title: 'sessions' }],
  },
  {
    text: 'customers get the shipping mail twice since tuesday, can someone fix that',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change' }],
  },
  {
    text: 'add a cancel order button to the order details page',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'cancel order' }],
  },
  {
    text: 'store admins should be able to reject product reviews',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'reject' }],
  },
  {
    text: 'Order status page: show the tracking number',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'tracking number' }],
  },
  {
    text: 'implement undo for deleted cart items',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'undo' }],
  },
];
