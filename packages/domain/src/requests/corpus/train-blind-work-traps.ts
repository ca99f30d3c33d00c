import type { Utterance } from './corpus.ts';

/** Work whose words sound like an order to the dashboard or like several things; priorities; corrections; waiting. */
export const blindWorkTraps: Utterance[] = [
  {
    text: 'add a cancel button to the order form',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'cancel button' }],
  },
  {
    text: 'implement retry with backoff in the api client',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'retry' }],
  },
  {
    text: 'make an undo button for the rich text editor',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'undo button' }],
  },
  {
    text: 'Add uptime to the public status page',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'uptime' }],
  },
  {
    text: 'block spam in the product reviews form',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'spam' }],
  },
  {
    text: 'Users should be able to approve their own orders in the admin panel.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change' }],
  },
  {
    text: 'the video on the start page must pause when the tab is hidden',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'fix the disable account endpoint',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend', title: 'disable account' }],
  },
  {
    text: 'lets get the flaky login spec stable again, it fails every 3rd run',
    intents: ['create_tasks'],
    tasks: [{}],
  },
  {
    text: 'add a help link to the top bar',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'help link' }],
  },
  {
    text: 'update the terms and conditions page',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'drag and drop for the photo uploader pls',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'drag and drop' }],
  },
  {
    text: 'make the "Sign up and pay" button wider',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'show brand and size under the product title',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change' }],
  },
  {
    text: 'urgent!! customers cant pay, the payment endpoint times out',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend', priority: 1 }],
  },
  {
    text: 'P2: the invoice pdf has the wrong vat number',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', priority: 2 }],
  },
  {
    text: 'P1 fix the broken css on the landing page',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', priority: 1 }],
  },
  {
    text: 'priority 4: remove unused translations',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', priority: 4 }],
  },
  {
    text: 'Critical: the nightly invoices have not gone out since monday. Fix it.',
    intents: ['create_tasks'],
    tasks: [{ priority: 1 }],
  },
  {
    text: 'nobody can log in since the last deploy, this is urgent, please fix it right away',
    intents: ['create_tasks'],
    tasks: [{ priority: 1 }],
  },
  {
    text: 'when you have time, tidy up the css variables',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'css variables' }],
  },
  { text: 'low prio: rename the util folder to lib', intents: ['create_tasks'], tasks: [{ title: 'util' }] },
  {
    text: 'run the smoke tests, prio 2',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa', priority: 2 }],
  },
  {
    text: 'deploy to production, sorry, I mean staging',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra', title: 'staging' }],
  },
  {
    text: 'write docs for the cart, no wait, for the checkout',
    intents: ['create_tasks'],
    tasks: [{ type: 'doc', title: 'checkout' }],
  },
  {
    text: 'run the e2e tests, scratch that, only the unit tests',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa', title: 'unit tests' }],
  },
  {
    text: 'make the header blue... actually make it green',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'green' }],
  },
  {
    text: 'fix the login page. no, forget that, fix the signup page',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'signup' }],
  },
  {
    text: 'um can you run the mobile tests no sorry the desktop tests',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa', title: 'desktop' }],
  },
  {
    text: 'add a csv export, er, I meant an excel export, to the orders page',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'excel' }],
  },
  {
    text: 'after SHOP-13 is done, load test the orders api',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa', waits_for: ['SHOP-13'] }],
  },
  {
    text: 'once #17 is merged review the search code for performance',
    intents: ['create_tasks'],
    tasks: [{ type: 'review', waits_for: ['SHOP-17'] }],
  },
  {
    text: 'when SHOP-15 is finished, deploy to staging',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', waits_for: ['SHOP-15'] }],
  },
  {
    text: 'document the search params as soon as shop-17 is through',
    intents: ['create_tasks'],
    tasks: [{ type: 'doc', waits_for: ['SHOP-17'] }],
  },
  {
    text: 'smoke tests when SHOP-14 and SHOP-17 are done',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', waits_for: ['SHOP-14', 'SHOP-17'] }],
  },
];
