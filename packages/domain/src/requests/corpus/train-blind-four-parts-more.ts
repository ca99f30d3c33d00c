import type { Utterance } from './corpus.ts';

/** Several pieces of work: agents, priorities, shortened sentences; the rest. */
export const blindFourPartsMore: Utterance[] = [
  {
    text: 'Frontend: add a language switcher to the header. Backend: return the translated product names in GET /products. QA: run the regression tests.',
    intents: ['create_tasks'],
    tasks: [
      { agent: 'frontend', title: 'language switcher' },
      { agent: 'backend', title: 'product names' },
      { type: 'test', agent: 'qa' },
    ],
  },
  {
    text: 'After SHOP-17 is done, run the performance tests, then document the results in docs/performance.md.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa', waits_for: ['SHOP-17'] },
      { type: 'doc', depends_on: [0] },
    ],
  },
  {
    text: 'Run the e2e tests; if all of them pass, publish the Docker image; otherwise fix the code.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa' },
      { type: 'infra', agent: 'infra', depends_on: [0], after: 'done' },
      { type: 'code_change', depends_on: [0], after: 'failed' },
    ],
  },
  {
    text: 'Urgent: repair the login endpoint. Low priority: change the background colour of the blog page.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'backend', priority: 1 },
      { type: 'code_change', agent: 'frontend', title: 'colour' },
    ],
  },
  {
    text: 'Add a wishlist button to the product card as well as a wishlist endpoint to the API.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'button' },
      { type: 'code_change', agent: 'backend', title: 'endpoint' },
    ],
  },
  {
    text: 'Rename the column "name" to "full_name" in the users table and adapt the profile form in web/Profile.tsx.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'backend', title: 'full_name' },
      { type: 'code_change', agent: 'frontend', title: 'profile' },
    ],
  },
  {
    text: 'Please translate the FAQ page into Polish and the terms page into Dutch.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', title: 'polish' },
      { type: 'code_change', title: 'dutch' },
    ],
  },
  {
    text: 'Create one task for the new pricing page and another one for the newsletter sign-up form.',
    intents: ['create_tasks'],
    tasks: [{ title: 'pricing' }, { title: 'newsletter' }],
  },
  {
    text: 'Compare Stripe with Adyen. After that, write a recommendation in docs/payments.md.',
    intents: ['create_tasks'],
    tasks: [{ type: 'research' }, { type: 'doc', depends_on: [0] }],
  },
  {
    text: 'P1: the orders endpoint returns an error 500. P3: add a tooltip to the coupon field.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'backend', priority: 1 },
      { type: 'code_change', agent: 'frontend', priority: 3 },
    ],
  },
  {
    text: 'Fix the typo in web/pages/Home.tsx, the wrong status code in api/orders.ts and the memory limit in docker-compose.yml.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend' },
      { type: 'code_change', agent: 'backend' },
      { agent: 'infra' },
    ],
  },
  {
    text: 'Let backend create the endpoint for invoices; when it is ready, frontend should show the invoices on the account page.',
    intents: ['create_tasks'],
    tasks: [{ agent: 'backend' }, { agent: 'frontend', depends_on: [0] }],
  },
  {
    text: 'Kindly do the needful: correct the phone number on the contact page, and also perform the regression tests.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'phone number' },
      { type: 'test', agent: 'qa' },
    ],
  },
  {
    text: 'Thank you for yesterday. Today I need a new banner on the start page and a code review of the authentication module.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'banner' },
      { type: 'review', agent: 'qa' },
    ],
  },
  {
    text: 'Set up Redis in docker-compose.yml, after this use it for the session storage in server/session.ts.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'infra', agent: 'infra', title: 'redis' },
      { type: 'code_change', agent: 'backend', depends_on: [0] },
    ],
  },
  {
    text: 'Please add a cookie banner to the home page. Independently of that, set up a daily backup of the database.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'cookie banner', depends_on: [] },
      { type: 'infra', agent: 'infra', title: 'backup', depends_on: [] },
    ],
  },
  {
    text: 'Run the integration tests and, if they should fail, describe the failures in docs/failures.md.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa' },
      { type: 'doc', depends_on: [0], after: 'failed' },
    ],
  },
  {
    text: '1. @infra create a staging environment\n2. @backend fill its database with test data\n3. when both are done, @qa run the smoke tests',
    intents: ['create_tasks'],
    tasks: [{ agent: 'infra' }, { agent: 'backend' }, { type: 'test', agent: 'qa', depends_on: [0, 1] }],
  },
];
