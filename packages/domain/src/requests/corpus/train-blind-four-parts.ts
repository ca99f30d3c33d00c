import type { Utterance } from './corpus.ts';

/** Several pieces of work: order, conditions, lists. */
export const blindFourParts: Utterance[] = [
  {
    text: 'Add a star rating to the product page, then run the end-to-end tests.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'rating', depends_on: [] },
      { type: 'test', agent: 'qa', depends_on: [0] },
    ],
  },
  {
    text: 'Perform the API tests. In case of success, deploy to staging. In case of failure, fix the errors.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa', depends_on: [] },
      { type: 'infra', agent: 'infra', depends_on: [0], after: 'done' },
      { type: 'code_change', depends_on: [0], after: 'failed' },
    ],
  },
  {
    text: 'First create a table for product reviews in the database, second add an API endpoint for it, third build the form on the product page.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'backend', title: 'table' },
      { type: 'code_change', agent: 'backend', title: 'endpoint', depends_on: [0] },
      { type: 'code_change', agent: 'frontend', title: 'form', depends_on: [1] },
    ],
  },
  {
    text: '@backend please add the endpoint /api/returns and @qa please test it afterwards.',
    intents: ['create_tasks'],
    tasks: [{ agent: 'backend' }, { agent: 'qa', depends_on: [0] }],
  },
  {
    text: 'Fix the bug in server/cart.go and write the documentation in docs/cart.md.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend' }, { type: 'doc' }],
  },
  {
    text: 'I have three tasks for you:\n1. Make the logo bigger\n2. Run the API tests\n3. Deploy to staging',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'logo' },
      { type: 'test', agent: 'qa' },
      { type: 'infra', agent: 'infra', title: 'staging' },
    ],
  },
  {
    text: '- Add a sitemap\n- @infra renew the certificates\n- @frontend make the menu accessible with the keyboard',
    intents: ['create_tasks'],
    tasks: [
      { title: 'sitemap' },
      { agent: 'infra', title: 'certificates' },
      { agent: 'frontend', title: 'menu' },
    ],
  },
  {
    text: 'Fix the search field in the header and, once this is finished, run the frontend tests.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'search field' },
      { type: 'test', agent: 'qa', depends_on: [0] },
    ],
  },
  {
    text: 'Deploy to staging. Afterwards run the smoke tests. If the smoke tests are successful, deploy to production.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'infra', agent: 'infra', title: 'staging', depends_on: [] },
      { type: 'test', agent: 'qa', depends_on: [0] },
      { type: 'infra', agent: 'infra', title: 'production', depends_on: [1], after: 'done' },
    ],
  },
  {
    text: 'Please do three things: fix the broken link on the about page, add a favicon, and update the README.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'link' },
      { type: 'code_change', title: 'favicon' },
      { type: 'doc', title: 'readme' },
    ],
  },
  {
    text: 'Investigate why the checkout is slow and then fix it.',
    intents: ['create_tasks'],
    tasks: [{ type: 'research' }, { type: 'code_change', depends_on: [0] }],
  },
  {
    text: 'Write unit tests for the discount module and deploy to staging afterwards.',
    intents: ['create_tasks'],
    tasks: [{ title: 'discount' }, { type: 'infra', agent: 'infra', depends_on: [0] }],
  },
  {
    text: 'first review the cart module then run the unit tests and then deploy to staging',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [
      { type: 'review', agent: 'qa', depends_on: [] },
      { type: 'test', agent: 'qa', depends_on: [0] },
      { type: 'infra', agent: 'infra', depends_on: [1] },
    ],
  },
  {
    text: 'add a price filter to the category page and also speed up the products endpoint please',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'filter' },
      { type: 'code_change', agent: 'backend', title: 'endpoint' },
    ],
  },
  {
    text: 'add a map to the contact page no wait to the about page and run the end to end tests',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'about' },
      { type: 'test', agent: 'qa' },
    ],
  },
  {
    text: 'Run the tests and deploy to staging afterwards, even if the tests fail.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa' },
      { type: 'infra', agent: 'infra', depends_on: [0], after: 'ended' },
    ],
  },
  {
    text: 'Before running the tests, fix the import error in server/main.py.',
    intents: ['create_tasks'],
    tasks: [{}, {}],
  },
];
