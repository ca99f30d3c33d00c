import type { Utterance } from './corpus.ts';

/** One piece of work: tests, reviews, machines, papers; priorities, corrections and waiting. */
export const blindThreeWorkMore: Utterance[] = [
  { text: 'run the frontend tests pls', intents: ['create_tasks'], tasks: [{ type: 'test', agent: 'qa' }] },
  {
    text: 'can someone run the whole test suite before i go home',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa' }],
  },
  {
    text: 'uhm could you run the um the checkout tests on firefox',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa', title: 'firefox' }],
  },
  {
    text: 'write unit tests for the shipping cost function',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'shipping' }],
  },
  {
    text: 'code review for branch fix/tax-rates pls',
    intents: ['create_tasks'],
    tasks: [{ type: 'review', agent: 'qa' }],
  },
  {
    text: 'could qa review the changes in src/checkout before the demo?',
    intents: ['create_tasks'],
    tasks: [{ type: 'review', agent: 'qa' }],
  },
  {
    text: 'deploy main to production',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra', title: 'production' }],
  },
  {
    text: 'ci is red on every PR since the docker hub limit, set up a registry mirror',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra' }],
  },
  {
    text: 'pin the python version in Dockerfile.worker',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra', title: 'python' }],
  },
  {
    text: 'set up daily database backups on the production server',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra', title: 'backups' }],
  },
  {
    text: 'document how to set up the project on windows in docs/setup.md',
    intents: ['create_tasks'],
    tasks: [{ type: 'doc' }],
  },
  {
    text: 'update the readme pls, node 22 is required now',
    intents: ['create_tasks'],
    tasks: [{ type: 'doc' }],
  },
  {
    text: 'write a short user guide for the coupon feature',
    scene: 'crew',
    intents: ['create_tasks'],
    tasks: [{ type: 'doc', agent: 'docs', title: 'guide' }],
  },
  {
    text: 'look into why the nightly export takes so long',
    intents: ['create_tasks'],
    tasks: [{ type: 'research', title: 'nightly export' }],
  },
  {
    text: 'compare klarna with afterpay for us pls, fees mostly',
    scene: 'crew',
    intents: ['create_tasks'],
    tasks: [{ type: 'research', agent: 'scout' }],
  },
  {
    text: 'um can you find out which chat widgets are gdpr compliant',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [{ type: 'research' }],
  },
  {
    text: 'URGENT checkout is down, /api/pay gives 500, fix it now',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend', priority: 1 }],
  },
  {
    text: 'p2 pls: order mails go to spam',
    intents: ['create_tasks'],
    tasks: [{ priority: 2 }],
  },
  {
    text: 'prio 5: nicer 404 page',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', priority: 5, title: '404' }],
  },
  {
    text: 'move the login link to the left, sorry, to the right of the header',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'right' }],
  },
  {
    text: 'run the api tests. wait no, the ui tests',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa', title: 'ui tests' }],
  },
  {
    text: 'when SHOP-17 is done run a load test on the search',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa', waits_for: ['SHOP-17'] }],
  },
  {
    text: 'deploy to staging once SHOP-14 is merged',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra', waits_for: ['SHOP-14'] }],
  },
];
