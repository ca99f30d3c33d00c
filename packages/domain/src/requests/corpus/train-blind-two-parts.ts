import type { Utterance } from './corpus.ts';

/** Several pieces of work with their order and conditions. */
export const blindTwoParts: Utterance[] = [
  {
    text: 'first fix the crash in server/orders.py, then run the api tests',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'backend', depends_on: [] },
      { type: 'test', agent: 'qa', depends_on: [0] },
    ],
  },
  {
    text: '@backend add a field "gift note" to the order, afterwards @frontend show it in the cart',
    intents: ['create_tasks'],
    tasks: [
      { agent: 'backend', depends_on: [] },
      { agent: 'frontend', depends_on: [0] },
    ],
  },
  {
    text: 'run the tests and deploy if green',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa' },
      { type: 'infra', agent: 'infra', depends_on: [0], after: 'done' },
    ],
  },
  {
    text: 'Run the visual regression tests. If they fail, repair the stylesheet.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa' },
      { type: 'code_change', depends_on: [0], after: 'failed' },
    ],
  },
  {
    text: '1) upgrade react to 19\n2) run all tests\n3) write down what broke in docs/react19.md',
    intents: ['create_tasks'],
    tasks: [{ title: 'react' }, { type: 'test', agent: 'qa' }, { type: 'doc' }],
  },
  {
    text: '* fix the typo in the imprint page\n* log every failed POST /login\n* set up a backup for the staging server',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'typo' },
      { type: 'code_change', agent: 'backend', title: 'login' },
      { type: 'infra', agent: 'infra' },
    ],
  },
  {
    text: 'Please do the following:\n- new favicon\n- bump nginx to 1.27 in the Dockerfile\n- code review of the shipping module',
    intents: ['create_tasks'],
    tasks: [
      { title: 'favicon' },
      { type: 'infra', agent: 'infra', title: 'nginx' },
      { type: 'review', agent: 'qa' },
    ],
  },
  {
    text: 'fix the padding in Header.css and the null check in api/user.go',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend' },
      { type: 'code_change', agent: 'backend' },
    ],
  },
  {
    text: 'okay um two things the banner on the home page should be smaller and uh please add the currency to the vouchers endpoint',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'banner' },
      { type: 'code_change', agent: 'backend', title: 'currency' },
    ],
  },
  {
    text: 'first of all run the integration tests uh when they are green deploy to staging and after that run the smoke tests there',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa', depends_on: [] },
      { type: 'infra', agent: 'infra', depends_on: [0] },
      { type: 'test', agent: 'qa', depends_on: [1] },
    ],
  },
  {
    text: 'Add a birthday voucher endpoint to the api, write tests for it and document it in docs/vouchers.md',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend', title: 'voucher' }, {}, { type: 'doc' }],
  },
  {
    text: 'deploy to staging, then run the smoke tests, then deploy to production',
    intents: ['create_tasks'],
    tasks: [
      { type: 'infra', agent: 'infra', title: 'staging', depends_on: [] },
      { type: 'test', agent: 'qa', depends_on: [0] },
      { type: 'infra', agent: 'infra', title: 'production', depends_on: [1] },
    ],
  },
  {
    text: 'URGENT fix the payment endpoint timeout. P4: refresh the team photo on the about page.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'backend', priority: 1 },
      { type: 'code_change', agent: 'frontend', priority: 4 },
    ],
  },
  {
    text: 'P1 fix the crash in the orders api; P5 sort the countries dropdown',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'backend', priority: 1 },
      { type: 'code_change', agent: 'frontend', priority: 5 },
    ],
  },
  {
    text: 'build the returns form in web/returns.tsx but first add the returns table to the database',
    intents: ['create_tasks'],
    tasks: [{}, {}],
  },
  {
    text: 'remove the chat widget from the home page, and let qa run the page speed tests afterwards',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'chat widget' },
      { agent: 'qa', depends_on: [0] },
    ],
  },
];
