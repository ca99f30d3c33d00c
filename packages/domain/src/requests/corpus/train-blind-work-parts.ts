import type { Utterance } from './corpus.ts';

/** Several pieces of work in one utterance, written as lists or in one breath. */
export const blindWorkParts: Utterance[] = [
  {
    text: 'run the integration tests and fix whatever breaks',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa' },
      { type: 'code_change', depends_on: [0], after: 'failed' },
    ],
  },
  {
    text: 'run unit tests; if they pass deploy to staging',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa' },
      { type: 'infra', agent: 'infra', depends_on: [0], after: 'done' },
    ],
  },
  {
    text: 'run the checkout tests, if they fail fix them',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa' },
      { type: 'code_change', depends_on: [0], after: 'failed' },
    ],
  },
  {
    text: 'tests then deploy',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa', depends_on: [] },
      { type: 'infra', agent: 'infra', depends_on: [0], after: 'done' },
    ],
  },
  {
    text: 'Run all the tests. Then, only if they are green, publish the docker image.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa' },
      { type: 'infra', agent: 'infra', depends_on: [0], after: 'done' },
    ],
  },
  {
    text: 'run the tests; if they fail, fix them and run them again',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test' },
      { type: 'code_change', depends_on: [0], after: 'failed' },
      { type: 'test', depends_on: [1] },
    ],
  },
  {
    text: 'um so first run the unit tests and if everything passes then uh deploy it to staging and if something fails fix it',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa' },
      { type: 'infra', depends_on: [0], after: 'done' },
      { type: 'code_change', depends_on: [0], after: 'failed' },
    ],
  },
  {
    text: 'before you deploy to production run the full test suite',
    intents: ['create_tasks'],
    tasks: [{}, {}],
  },
  {
    text: 'add a wishlist page and write docs for it',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'wishlist' }, { type: 'doc' }],
  },
  {
    text: '- dark mode toggle in the header\n- fix the 404 on /api/health\n- update the changelog',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'dark mode' },
      { type: 'code_change', agent: 'backend' },
      { type: 'doc' },
    ],
  },
  {
    text: '1. add a phone column to the users table\n2. show the phone on the profile page\n3. run the e2e tests',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'backend' },
      { type: 'code_change', agent: 'frontend' },
      { type: 'test', agent: 'qa' },
    ],
  },
  {
    text: 'todo today:\n* compare sentry and glitchtip\n* review the auth module\n* set up nightly db backups',
    intents: ['create_tasks'],
    tasks: [{ type: 'research' }, { type: 'review', agent: 'qa' }, { type: 'infra' }],
  },
  {
    text: 'P1 - payment webhook endpoint returns 401\nP3 - the hero image is too large\nP5 - delete the old blog styles',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'backend', priority: 1 },
      { type: 'code_change', agent: 'frontend', priority: 3 },
      { type: 'code_change', agent: 'frontend', priority: 5 },
    ],
  },
  {
    text: 'first add the migration for coupon codes, then the endpoint, and then a form in the admin ui',
    intents: ['create_tasks'],
    tasks: [
      { agent: 'backend', depends_on: [] },
      { agent: 'backend', depends_on: [0] },
      { agent: 'frontend', depends_on: [1] },
    ],
  },
  {
    text: '@backend add GET /wishlist, @frontend show it in the account page',
    intents: ['create_tasks'],
    tasks: [{ agent: 'backend' }, { agent: 'frontend' }],
  },
  {
    text: 'backend: cache the category query. frontend: lazy load images. infra: turn on gzip in nginx',
    intents: ['create_tasks'],
    tasks: [
      { agent: 'backend', title: 'cache' },
      { agent: 'frontend', title: 'lazy load' },
      { agent: 'infra', title: 'gzip' },
    ],
  },
  {
    text: 'ask backend to add the endpoint for gift cards and ask frontend to build the form',
    intents: ['create_tasks'],
    tasks: [
      { agent: 'backend', title: 'gift cards' },
      { agent: 'frontend', title: 'form' },
    ],
  },
  {
    text: '@infra set up the staging database and then @backend seed it with the demo data',
    intents: ['create_tasks'],
    tasks: [
      { agent: 'infra', depends_on: [] },
      { agent: 'backend', depends_on: [0] },
    ],
  },
];
