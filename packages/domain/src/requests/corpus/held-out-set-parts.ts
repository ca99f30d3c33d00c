import type { Utterance } from './corpus.ts';

/** Several pieces of work in one utterance, side by side or one after the other. */
export const heldOutSetParts: Utterance[] = [
  {
    text: 'Please fix the broken images on the blog page and run the e2e tests afterwards.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'images', depends_on: [] },
      { type: 'test', agent: 'qa', depends_on: [0] },
    ],
  },
  {
    text: 'First add a table for gift cards to the database, then build the page where customers can buy them.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'backend', title: 'gift cards', depends_on: [] },
      { type: 'code_change', agent: 'frontend', title: 'page', depends_on: [0] },
    ],
  },
  {
    text: 'Run the performance tests and only deploy to production if none of them fail.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa' },
      { type: 'infra', agent: 'infra', depends_on: [0], after: 'done' },
    ],
  },
  {
    text: 'Run the e2e tests. If any of them fail, fix them.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa' },
      { type: 'code_change', depends_on: [0], after: 'failed' },
    ],
  },
  {
    text: 'Here is what I need:\n- a cookie banner on the home page\n- an endpoint that exports all orders as CSV\n- a code review of the invoice module',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'cookie banner' },
      { type: 'code_change', agent: 'backend', title: 'csv' },
      { type: 'review', agent: 'qa' },
    ],
  },
  {
    text: '1. Upgrade the Postgres image in docker-compose.yml\n2. Run the integration tests\n3. Deploy to staging',
    intents: ['create_tasks'],
    tasks: [
      { type: 'infra', agent: 'infra', title: 'postgres' },
      { type: 'test', agent: 'qa' },
      { type: 'infra', agent: 'infra', title: 'staging' },
    ],
  },
  {
    text: 'Make the product images larger and move the price above the title.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', title: 'images' },
      { type: 'code_change', title: 'price' },
    ],
  },
  {
    text: 'okay so please uh change the text on the register button to join now and um then run the ui tests',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'register button', depends_on: [] },
      { type: 'test', agent: 'qa', depends_on: [0] },
    ],
  },
  {
    text: 'I need two things first the logo on the invoice page is missing and second the customers endpoint should return the phone number',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'logo' },
      { type: 'code_change', agent: 'backend', title: 'phone number' },
    ],
  },
  {
    text: '@backend please add an endpoint for product ratings and @frontend please show the stars on the product page.',
    intents: ['create_tasks'],
    tasks: [
      { agent: 'backend', title: 'ratings' },
      { agent: 'frontend', title: 'stars' },
    ],
  },
  {
    text: 'Ask infra to set up a test server and ask qa to run the load tests on it.',
    intents: ['create_tasks'],
    tasks: [
      { agent: 'infra', title: 'server' },
      { agent: 'qa', title: 'load tests' },
    ],
  },
  {
    text: 'P1: the start page is blank. P4: the icons in the footer are blurry.',
    scene: 'empty',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', priority: 1 },
      { type: 'code_change', agent: 'frontend', priority: 4 },
    ],
  },
  {
    text: 'Urgent: fix the crash in server/checkout.py. When you have time, sort the list of brands on the start page.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'backend', priority: 1 },
      { type: 'code_change', agent: 'frontend', title: 'brands' },
    ],
  },
  {
    text: 'Compare two newsletter services and write the result into docs/newsletter.md.',
    intents: ['create_tasks'],
    tasks: [{ type: 'research' }, { type: 'doc' }],
  },
  {
    text: 'Write an installation guide and then let qa review it.',
    scene: 'crew',
    intents: ['create_tasks'],
    tasks: [
      { type: 'doc', agent: 'docs', title: 'guide' },
      { type: 'review', agent: 'qa', depends_on: [0] },
    ],
  },
];
