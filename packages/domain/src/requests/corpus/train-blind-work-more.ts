import type { Utterance } from './corpus.ts';

/** One piece of work, as people ask for it; the rest. */
export const blindWorkMore: Utterance[] = [
  { text: 'upgrade eslint to v9', intents: ['create_tasks'], tasks: [{ title: 'eslint' }] },
  {
    text: 'bump the postgres image to 17 in docker-compose.yml',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra' }],
  },
  {
    text: 'set up a github actions workflow that lints every pull request',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra' }],
  },
  {
    text: 'deploy the current main to staging',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra', title: 'staging' }],
  },
  {
    text: 'terraform for the new s3 bucket',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra' }],
  },
  {
    text: 'rotate the tls certs on the staging server',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra' }],
  },
  {
    text: 'add a healthcheck to the Dockerfile',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra', title: 'healthcheck' }],
  },
  {
    text: 'document the webhook payloads in docs/webhooks.md',
    intents: ['create_tasks'],
    tasks: [{ type: 'doc', agent: 'backend' }],
  },
  {
    text: 'swagger docs for the orders endpoints pls',
    intents: ['create_tasks'],
    tasks: [{ type: 'doc', agent: 'backend' }],
  },
  {
    text: 'write docstrings for everything in server/billing.py',
    intents: ['create_tasks'],
    tasks: [{ type: 'doc', agent: 'backend' }],
  },
  {
    text: 'find out why the cold start of the api takes 12 secs',
    intents: ['create_tasks'],
    tasks: [{ type: 'research', agent: 'backend' }],
  },
  {
    text: 'compare Stripe Tax with TaxJar and tell me which one is cheaper for us',
    intents: ['create_tasks'],
    tasks: [{ type: 'research', agent: 'backend' }],
  },
  {
    text: 'investigate memory usage of the image resizer',
    intents: ['create_tasks'],
    tasks: [{ type: 'research', agent: 'backend' }],
  },
  {
    text: 'review the last commit on main, looking for security problems',
    intents: ['create_tasks'],
    tasks: [{ type: 'review', agent: 'qa' }],
  },
  {
    text: 'pls do code review of branch feature/wishlist',
    intents: ['create_tasks'],
    tasks: [{ type: 'review', agent: 'qa' }],
  },
  { text: 'ask qa to check the coupon flow on firefox', intents: ['create_tasks'], tasks: [{ agent: 'qa' }] },
  {
    text: 'write a migration guide for v2',
    intents: ['create_tasks'],
    tasks: [{ type: 'doc', agent: 'docs' }],
    scene: 'crew',
  },
  {
    text: 'ask docs to update the changelog',
    intents: ['create_tasks'],
    tasks: [{ agent: 'docs' }],
    scene: 'crew',
  },
  {
    text: 'look into passkeys vs magic links',
    intents: ['create_tasks'],
    tasks: [{ type: 'research', agent: 'scout' }],
    scene: 'crew',
  },
  {
    text: '@scout find the cheapest image CDN',
    intents: ['create_tasks'],
    tasks: [{ agent: 'scout' }],
    scene: 'crew',
  },
  {
    text: 'build a landing page with a signup form',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
    scene: 'empty',
  },
];
