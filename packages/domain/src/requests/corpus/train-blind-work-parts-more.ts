import type { Utterance } from './corpus.ts';

/** Several pieces of work in one utterance, written as lists or in one breath; the rest. */
export const blindWorkPartsMore: Utterance[] = [
  {
    text: 'review the auth module and after that write down the findings in docs/auth.md',
    intents: ['create_tasks'],
    tasks: [
      { type: 'review', agent: 'qa' },
      { type: 'doc', depends_on: [0] },
    ],
  },
  {
    text: 'fix the timezone bug in server/tax.py and the layout of Cart.vue',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'backend' },
      { type: 'code_change', agent: 'frontend' },
    ],
  },
  {
    text: 'rename the button to "Buy now", also the tests need to be run',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend' },
      { type: 'test', agent: 'qa' },
    ],
  },
  {
    text: 'urgent: fix the broken checkout form. when there is time, clean up the old css',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', priority: 1 },
      { type: 'code_change', agent: 'frontend', title: 'css' },
    ],
  },
  {
    text: 'need two things: a faster product page, and api docs',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change' }, { type: 'doc' }],
  },
  {
    text: "please switch the CI runners to arm, and once that's through run the e2e tests",
    intents: ['create_tasks'],
    tasks: [
      { type: 'infra', agent: 'infra' },
      { type: 'test', agent: 'qa', depends_on: [0] },
    ],
  },
  {
    text: 'research how others do guest checkout, then write a proposal in docs/guest-checkout.md',
    intents: ['create_tasks'],
    tasks: [
      { type: 'research', depends_on: [] },
      { type: 'doc', depends_on: [0] },
    ],
  },
  {
    text: 'yeah hi so two things um the logo on the start page is blurry please fix that and also um add the currency field to the orders endpoint',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend' },
      { type: 'code_change', agent: 'backend' },
    ],
  },
  {
    text: 'add a migration for the new status column, deploy it to staging when that is done',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'backend' },
      { type: 'infra', agent: 'infra', depends_on: [0] },
    ],
  },
  {
    text: 'fix the broken avatar upload button, and when it works ask qa to run the e2e tests',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend' },
      { type: 'test', agent: 'qa', depends_on: [0] },
    ],
  },
  {
    text: 'please check coverage of the cart tests first. After that make the cart icon bigger.',
    intents: ['create_tasks'],
    tasks: [{ agent: 'qa' }, { type: 'code_change', agent: 'frontend', depends_on: [0] }],
  },
  {
    text: 'run the lighthouse tests and, if they fail, compress the images on the start page',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa' },
      { depends_on: [0], after: 'failed' },
    ],
  },
  {
    text: 'write the api docs and let qa review them',
    intents: ['create_tasks'],
    tasks: [{ type: 'doc' }, { type: 'review', agent: 'qa' }],
  },
  {
    text: 'after SHOP-13: document the new limit, then run load tests',
    intents: ['create_tasks'],
    tasks: [
      { type: 'doc', waits_for: ['SHOP-13'] },
      { type: 'test', depends_on: [0] },
    ],
  },
  {
    text: 'fix the date picker component, afterwards run the frontend tests and then deploy',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend' },
      { type: 'test', agent: 'qa', depends_on: [0] },
      { type: 'infra', depends_on: [1] },
    ],
  },
  {
    text: 'so what I would like is uh please add a field for the birthday to the profile form and then when that is done um run the end to end tests',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend' },
      { type: 'test', agent: 'qa', depends_on: [0] },
    ],
  },
  {
    text: 'bump express to 5 in api/package.json; run the api tests; fix what fails',
    intents: ['create_tasks'],
    tasks: [
      { agent: 'backend' },
      { type: 'test', agent: 'qa' },
      { type: 'code_change', depends_on: [1], after: 'failed' },
    ],
  },
  {
    text: 'Our marketing team complains that the newsletter popup covers the whole screen on small phones, so please make it a small banner at the bottom, and update the screenshots in docs/marketing.md as well.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }, { type: 'doc' }],
  },
];
