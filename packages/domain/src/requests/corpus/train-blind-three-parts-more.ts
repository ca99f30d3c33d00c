import type { Utterance } from './corpus.ts';

/** Several pieces of work with their order and conditions; the rest. */
export const blindThreePartsMore: Utterance[] = [
  {
    text: 'ask frontend to fix the modal and ask infra to renew the tls certificate',
    intents: ['create_tasks'],
    tasks: [
      { agent: 'frontend', title: 'modal' },
      { agent: 'infra', title: 'certificate' },
    ],
  },
  {
    text: 'um okay so first uh add a phone field to the contact form and then run the end to end tests please',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'phone', depends_on: [] },
      { type: 'test', agent: 'qa', depends_on: [0] },
    ],
  },
  {
    text: 'fix the flicker on the checkout page, after that deploy to staging, after that run the smoke tests',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', depends_on: [] },
      { type: 'infra', agent: 'infra', depends_on: [0] },
      { type: 'test', agent: 'qa', depends_on: [1] },
    ],
  },
  {
    text: 'Hi all, feedback from the shop owners meeting: they cannot find the logout link on mobile, please move it to the top of the menu. They also want the daily sales by email, so please add a job in server/reports.py for that. Thanks, Lena',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend' },
      { type: 'code_change', agent: 'backend' },
    ],
  },
  {
    text: 'make the logo smaller, make the menu darker and make the search field wider',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'logo' },
      { type: 'code_change', agent: 'frontend', title: 'menu' },
      { type: 'code_change', agent: 'frontend', title: 'search field' },
    ],
  },
  {
    text: 'after SHOP-17: run the search tests, then deploy to staging',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa', waits_for: ['SHOP-17'] },
      { type: 'infra', agent: 'infra', depends_on: [0] },
    ],
  },
  {
    text: 'add a rating filter to the category page and sorting to GET /products. when both are done run the e2e tests',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'filter' },
      { type: 'code_change', agent: 'backend', title: 'sorting' },
      { type: 'test', agent: 'qa', depends_on: [0, 1] },
    ],
  },
  {
    text: 'hey, tests pls and update the changelog',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa' },
      { type: 'doc', title: 'changelog' },
    ],
  },
  {
    text: 'delete the unused svg icons in web/src/icons and speed up db/reports.sql',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'icons' },
      { type: 'code_change', agent: 'backend', title: 'reports' },
    ],
  },
  {
    text: 'write the privacy docs in docs/privacy.md. once done let qa review it',
    intents: ['create_tasks'],
    tasks: [{ type: 'doc' }, { type: 'review', agent: 'qa', depends_on: [0] }],
  },
  {
    text: 'look into the slow category query; also add a loading spinner to the category page',
    intents: ['create_tasks'],
    tasks: [
      { type: 'research', agent: 'backend' },
      { type: 'code_change', agent: 'frontend', title: 'spinner' },
    ],
  },
  {
    text: 'set up a staging database on kubernetes and also fix the css of the invoice page',
    intents: ['create_tasks'],
    tasks: [
      { type: 'infra', agent: 'infra' },
      { type: 'code_change', agent: 'frontend', title: 'css' },
    ],
  },
  {
    text: 'todo for tomorrow:\n- review branch feature/bundles\n- deploy 1.8 to staging\n- tooltip on the vat label',
    intents: ['create_tasks'],
    tasks: [
      { type: 'review', agent: 'qa' },
      { type: 'infra', agent: 'infra' },
      { type: 'code_change', agent: 'frontend', title: 'tooltip' },
    ],
  },
  {
    text: 'p1: payment endpoint rejects amex\np3: typo on the imprint page',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'backend', priority: 1 },
      { type: 'code_change', agent: 'frontend', priority: 3 },
    ],
  },
  {
    text: 'can you uh make the login button blue and um after that run the unit tests and then deploy it to staging',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', depends_on: [] },
      { type: 'test', agent: 'qa', depends_on: [0] },
      { type: 'infra', agent: 'infra', depends_on: [1] },
    ],
  },
  {
    text: 'research sms providers and write a guide for the deploy process',
    scene: 'crew',
    intents: ['create_tasks'],
    tasks: [
      { type: 'research', agent: 'scout' },
      { type: 'doc', agent: 'docs' },
    ],
  },
  {
    text: 'run the lighthouse tests, deploy to staging afterwards no matter how they end',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa' },
      { type: 'infra', agent: 'infra', depends_on: [0], after: 'ended' },
    ],
  },
];
