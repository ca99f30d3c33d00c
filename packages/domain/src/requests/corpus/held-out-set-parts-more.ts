import type { Utterance } from './corpus.ts';

/** Several pieces of work with their order and conditions; the rest. */
export const heldOutSetPartsMore: Utterance[] = [
  {
    text: 'Fix the spacing in ProductCard.vue and the currency in server/tax/rules.py.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend' },
      { type: 'code_change', agent: 'backend' },
    ],
  },
  {
    text: 'Add a delete button to the address page, add a confirmation dialog for it, and run the ui tests when both are done.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'delete button' },
      { type: 'code_change', agent: 'frontend', title: 'dialog' },
      { type: 'test', agent: 'qa', depends_on: [0, 1] },
    ],
  },
  {
    text: 'Once SHOP-13 is merged, run the api tests and then update the changelog.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa', waits_for: ['SHOP-13'] },
      { type: 'doc', title: 'changelog', depends_on: [0] },
    ],
  },
  {
    text: 'Run the accessibility tests and deploy to staging afterwards, whatever the result is.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa' },
      { type: 'infra', agent: 'infra', depends_on: [0], after: 'ended' },
    ],
  },
  {
    text: 'Please remove the old tracking script from the home page, and also update the privacy policy in docs/privacy.md.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'tracking' }, { type: 'doc' }],
  },
  {
    text: 'The sort order on the category page is wrong, and the stock endpoint returns negative numbers. Please fix both.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend' },
      { type: 'code_change', agent: 'backend' },
    ],
  },
  {
    text: 'Hi, I went through the shop with our designer today. The headline on the start page should be smaller. The buttons in the cart need rounded corners. And the contact form should have a field for the order number. Thank you!',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'headline' },
      { type: 'code_change', agent: 'frontend', title: 'buttons' },
      { type: 'code_change', agent: 'frontend', title: 'contact form' },
    ],
  },
  {
    text: 'Good morning! The customer reported two problems yesterday evening. When you open the filter on the phone, the menu covers the results page, so please make the menu smaller. Also, the password reset endpoint answers with a 500 when the address contains a plus sign, please fix that too.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend' },
      { type: 'code_change', agent: 'backend' },
    ],
  },
  {
    text: 'Deploy to staging, run the smoke tests, and if they pass, deploy to production.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'infra', agent: 'infra', title: 'staging' },
      { type: 'test', agent: 'qa' },
      { type: 'infra', agent: 'infra', title: 'production', depends_on: [1], after: 'done' },
    ],
  },
  {
    text: 'Add validation to the signup endpoint, then show the error messages in the signup form, then run the e2e tests.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'backend', title: 'validation', depends_on: [] },
      { type: 'code_change', agent: 'frontend', title: 'error messages', depends_on: [0] },
      { type: 'test', agent: 'qa', depends_on: [1] },
    ],
  },
  {
    text: 'Look into why the nightly backup fails and document how to restore it.',
    intents: ['create_tasks'],
    tasks: [{ type: 'research', title: 'backup' }, { type: 'doc' }],
  },
  {
    text: 'frontend should add a print button to the invoice page and backend should create the pdf',
    intents: ['create_tasks'],
    tasks: [
      { agent: 'frontend', title: 'print button' },
      { agent: 'backend', title: 'pdf' },
    ],
  },
  {
    text: 'can you run the payment tests and uh if they fail repair them',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa', title: 'payment' },
      { type: 'code_change', depends_on: [0], after: 'failed' },
    ],
  },
  {
    text: 'Write unit tests for the discount calculation, then run them.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', title: 'discount', depends_on: [] },
      { type: 'test', agent: 'qa', depends_on: [0] },
    ],
  },
  {
    text: 'I need three things: a sitemap, a robots file and a privacy page.',
    intents: ['create_tasks'],
    tasks: [{ title: 'sitemap' }, { title: 'robots' }, { title: 'privacy' }],
  },
];
