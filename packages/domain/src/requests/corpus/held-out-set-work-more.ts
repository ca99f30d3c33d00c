import type { Utterance } from './corpus.ts';

/** One piece of work: tests, reviews, machines, papers; priorities, corrections and waiting. */
export const heldOutSetWorkMore: Utterance[] = [
  {
    text: 'Please run all tests on the main branch.',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa' }],
  },
  {
    text: 'uh run the regression tests for me please',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa' }],
  },
  {
    text: 'Please write an integration test for the guest checkout.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'guest checkout' }],
  },
  {
    text: 'Please review the changes on branch feature/gift-cards.',
    intents: ['create_tasks'],
    tasks: [{ type: 'review', agent: 'qa' }],
  },
  {
    text: 'Do a code review of server/auth before we go live.',
    intents: ['create_tasks'],
    tasks: [{ type: 'review', agent: 'qa' }],
  },
  {
    text: 'Deploy the latest version to staging, please.',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra', title: 'staging' }],
  },
  {
    text: 'The certificate of the staging server expires next week, please renew it.',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra' }],
  },
  {
    text: 'Please write a short guide that explains how to add a new payment method.',
    intents: ['create_tasks'],
    tasks: [{ type: 'doc', agent: 'backend', title: 'guide' }],
  },
  {
    text: 'The API docs do not mention the new sort parameter, please add it.',
    intents: ['create_tasks'],
    tasks: [{ type: 'doc' }],
  },
  {
    text: "Please find out which image formats our customers' browsers support.",
    intents: ['create_tasks'],
    tasks: [{ type: 'research', title: 'image formats' }],
  },
  {
    text: 'Investigate why the cart loses items after a while.',
    intents: ['create_tasks'],
    tasks: [{ type: 'research', title: 'cart' }],
  },
  {
    text: 'Compare the prices of three hosting providers for us.',
    scene: 'crew',
    intents: ['create_tasks'],
    tasks: [{ type: 'research', agent: 'scout' }],
  },
  {
    text: 'Urgent: the shop shows all prices as zero!',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', priority: 1 }],
  },
  {
    text: 'When you find the time, clean up the unused styles in web/styles.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'styles' }],
  },
  {
    text: 'Please add a PayPal button to the cart page, priority 2.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'paypal', priority: 2 }],
  },
  {
    text: 'Change the background of the blog to white, sorry, to light grey.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'grey' }],
  },
  {
    text: 'Run the smoke tests, no, the full regression tests.',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa', title: 'regression' }],
  },
  {
    text: 'As soon as SHOP-14 is done, run the e2e tests.',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa', waits_for: ['SHOP-14'] }],
  },
  {
    text: 'Once SHOP-12 is fixed, deploy to production.',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra', waits_for: ['SHOP-12'] }],
  },
];
