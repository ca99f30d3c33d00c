import type { Utterance } from './corpus.ts';

/** Several pieces of work in one utterance, side by side or one after the other. */
export const blindThreeParts: Utterance[] = [
  {
    text: 'fix the broken link in the navbar and run the e2e tests',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'navbar' },
      { type: 'test', agent: 'qa' },
    ],
  },
  {
    text: 'fix the lint errors in web/src first, then run the ui tests',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'lint', depends_on: [] },
      { type: 'test', agent: 'qa', depends_on: [0] },
    ],
  },
  {
    text: '- bigger font in the cart page\n- csv export endpoint for invoices\n- update the readme',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'font' },
      { type: 'code_change', agent: 'backend', title: 'csv' },
      { type: 'doc', title: 'readme' },
    ],
  },
  {
    text: '1. add a notes column to the customers table\n2. show the notes on the customer page\n3. deploy to staging',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'backend', title: 'notes' },
      { type: 'code_change', agent: 'frontend', title: 'notes' },
      { type: 'infra', agent: 'infra' },
    ],
  },
  {
    text: '@backend add an endpoint for store locations, @frontend build a map page for it',
    intents: ['create_tasks'],
    tasks: [{ agent: 'backend' }, { agent: 'frontend', title: 'map' }],
  },
  {
    text: 'first add the endpoint for favourites, then the heart icon on the product card',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'backend', title: 'favourites', depends_on: [] },
      { type: 'code_change', agent: 'frontend', title: 'icon', depends_on: [0] },
    ],
  },
  {
    text: 'yeah so um the banner text is too long on mobile please shorten it and uh also run the api tests',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend' },
      { type: 'test', agent: 'qa' },
    ],
  },
  {
    text: 'can qa run the signup tests, and if sth is broken fix it pls',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa' },
      { type: 'code_change', depends_on: [0], after: 'failed' },
    ],
  },
  {
    text: 'e2e tests first pls, deploy to production only if nothing breaks',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa' },
      { type: 'infra', agent: 'infra', depends_on: [0], after: 'done' },
    ],
  },
  {
    text: 'review the coupon module and write docs for it',
    intents: ['create_tasks'],
    tasks: [{ type: 'review', agent: 'qa' }, { type: 'doc' }],
  },
  {
    text: 'fix Navbar.tsx (logo jumps) and server/cart.py (wrong tax)',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend' },
      { type: 'code_change', agent: 'backend' },
    ],
  },
  {
    text: 'urgent: login endpoint returns 500. P4: center the logo in the footer',
    scene: 'empty',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'backend', priority: 1 },
      { type: 'code_change', agent: 'frontend', priority: 4 },
    ],
  },
  {
    text: 'compare plausible and matomo, then write a summary in docs/analytics.md',
    intents: ['create_tasks'],
    tasks: [
      { type: 'research', depends_on: [] },
      { type: 'doc', depends_on: [0] },
    ],
  },
  {
    text: 'pls upgrade the nginx image in the Dockerfile, then run the smoke tests',
    intents: ['create_tasks'],
    tasks: [
      { type: 'infra', agent: 'infra', depends_on: [] },
      { type: 'test', agent: 'qa', depends_on: [0] },
    ],
  },
  {
    text: 'couple of things: the search icon is blurry, the country dropdown is missing austria',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'icon' },
      { type: 'code_change', agent: 'frontend', title: 'dropdown' },
    ],
  },
  {
    text: 'backend: add logging to the refund job. qa: run the regression tests.',
    intents: ['create_tasks'],
    tasks: [
      { agent: 'backend', title: 'logging' },
      { agent: 'qa', title: 'regression' },
    ],
  },
  {
    text: 'start with the migration for b2b prices, next the b2b prices endpoint and finally the price list page',
    intents: ['create_tasks'],
    tasks: [
      { agent: 'backend', depends_on: [] },
      { agent: 'backend', depends_on: [0] },
      { agent: 'frontend', depends_on: [1] },
    ],
  },
  {
    text: 'two things pls: sticky header on mobile, and docs for the orders api',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'header' }, { type: 'doc' }],
  },
];
