import type { Utterance } from './corpus.ts';

/** One piece of work, in clear sentences: code, tests, reviews, infrastructure, documents, research. */
export const blindFourWork: Utterance[] = [
  {
    text: 'Please add a contact form to the support page.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'contact form' }],
  },
  {
    text: 'Create a new task: the login page should show the company logo.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'logo' }],
  },
  {
    text: 'New task for @frontend: replace the icons in the sidebar.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'icons' }],
  },
  {
    text: '@backend Please validate the e-mail address in POST /api/users.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend' }],
  },
  {
    text: 'Fix the error handling in src/server/payments.ts.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend', title: 'error handling' }],
  },
  {
    text: 'In packages/web/src/components/Button.tsx the disabled state is not visible, please correct it.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'Implement a REST endpoint which returns all invoices of a customer.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend', title: 'invoices' }],
  },
  {
    text: 'Run all unit tests and report the results.',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa' }],
  },
  {
    text: 'Please execute the end-to-end tests in Chrome.',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa', title: 'end-to-end' }],
  },
  {
    text: 'Test whether the password reset works.',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa' }],
  },
  {
    text: 'run the tests for the payment module',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa', title: 'payment' }],
  },
  {
    text: 'Please perform a code review of src/orders/shipping.ts.',
    intents: ['create_tasks'],
    tasks: [{ type: 'review', agent: 'qa' }],
  },
  {
    text: 'Set up a CI pipeline that builds the project on every push.',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra', title: 'pipeline' }],
  },
  {
    text: 'Deploy the newest version on the staging server, please.',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra', title: 'staging' }],
  },
  {
    text: 'Create a Dockerfile for the API.',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra', title: 'dockerfile' }],
  },
  {
    text: 'Please add the command `npm run lint` to .github/workflows/check.yml.',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra' }],
  },
  {
    text: 'Write documentation for the REST API.',
    intents: ['create_tasks'],
    tasks: [{ type: 'doc', agent: 'backend' }],
  },
  {
    text: 'Please describe the installation steps in docs/install.md.',
    intents: ['create_tasks'],
    tasks: [{ type: 'doc' }],
  },
  {
    text: 'Please write a user manual for the shop administrators.',
    scene: 'crew',
    intents: ['create_tasks'],
    tasks: [{ type: 'doc', agent: 'docs', title: 'manual' }],
  },
  {
    text: 'Investigate which analytics tool respects the privacy of our users.',
    scene: 'crew',
    intents: ['create_tasks'],
    tasks: [{ type: 'research', agent: 'scout' }],
  },
  {
    text: 'Find out why the product images load so slowly.',
    intents: ['create_tasks'],
    tasks: [{ type: 'research' }],
  },
  {
    text: 'Compare PostgreSQL with MySQL for our use case.',
    intents: ['create_tasks'],
    tasks: [{ type: 'research', agent: 'backend' }],
  },
  {
    text: 'Build me a weather app.',
    scene: 'empty',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'weather' }],
  },
  {
    text: 'please add a new page where customers can see their last ten orders',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
];
