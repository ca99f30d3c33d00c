import type { Utterance } from './corpus.ts';

/** One piece of work: documents, research, priorities, traps and waiting. */
export const blindTwoWorkMore: Utterance[] = [
  {
    text: 'write a getting started guide for new developers',
    intents: ['create_tasks'],
    tasks: [{ type: 'doc', agent: 'backend', title: 'guide' }],
  },
  {
    text: 'the readme is outdated, update the install section',
    intents: ['create_tasks'],
    tasks: [{ type: 'doc' }],
  },
  {
    text: 'please write the release notes for 3.1',
    scene: 'crew',
    intents: ['create_tasks'],
    tasks: [{ type: 'doc', agent: 'docs', title: 'release notes' }],
  },
  {
    text: 'Research whether meilisearch or typesense fits us better.',
    scene: 'crew',
    intents: ['create_tasks'],
    tasks: [{ type: 'research', agent: 'scout' }],
  },
  {
    text: 'find out what it costs to ship to Switzerland',
    intents: ['create_tasks'],
    tasks: [{ type: 'research', title: 'switzerland' }],
  },
  {
    text: 'investigate why signups dropped since the last release',
    intents: ['create_tasks'],
    tasks: [{ type: 'research' }],
  },
  {
    text: 'ASAP: gift cards can be redeemed twice!!!',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', priority: 1 }],
  },
  {
    text: 'whenever you have time: sort the imports in web/src/pages/Home.tsx',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'imports' }],
  },
  {
    text: 'checkout throws a 500 for guest users, fix immediately, highest priority',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', priority: 1 }],
  },
  {
    text: 'prio 4 please - the register form has no autofocus',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', priority: 4 }],
  },
  {
    text: 'add a "Cancel subscription" link to the account page',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'subscription' }],
  },
  {
    text: 'Implement order approval for B2B customers',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'approval' }],
  },
  {
    text: 'show the delivery status in the order history',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'delivery status' }],
  },
  {
    text: 'the retry button on the payment error page does nothing',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'customers must be able to pause their subscription',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'subscription' }],
  },
  {
    text: 'translate the faq page into italian, sorry, spanish',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'spanish' }],
  },
  {
    text: 'increase the session timeout to 30, no, 60 minutes',
    intents: ['create_tasks'],
    tasks: [{ title: '60' }],
  },
  {
    text: 'Add a size chart to the product page. It must work on mobile, and it has to be closable with the keyboard.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'size chart' }],
  },
  {
    text: 'The wishlist icon should turn red on click because customers do not notice that the product was saved.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'icon' }],
  },
  {
    text: 'build a small carousel on the home page, but do not use a library for it',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'carousel' }],
  },
  {
    text: 'deploy to production as soon as SHOP-19 is approved',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra', waits_for: ['SHOP-19'] }],
  },
  {
    text: 'when #12 is fixed run the cart tests',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa', waits_for: ['SHOP-12'] }],
  },
  {
    text: 'after SHOP-15 is done, upgrade typescript to 7',
    intents: ['create_tasks'],
    tasks: [{ title: 'typescript', waits_for: ['SHOP-15'] }],
  },
  {
    text: 'we get about ten mails a day from people who can not find the search on their phone. please put it into the header, always visible.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: '@qa try out the guest checkout with an expired card',
    intents: ['create_tasks'],
    tasks: [{ agent: 'qa', title: 'guest checkout' }],
  },
];
