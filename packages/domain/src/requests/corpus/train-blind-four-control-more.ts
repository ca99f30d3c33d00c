import type { Utterance } from './corpus.ts';

/** Orders to the dashboard; the rest. */
export const blindFourControlMore: Utterance[] = [
  {
    text: 'Set the priority of SHOP-20 to 1.',
    intents: ['reprioritize'],
    targets: ['SHOP-20'],
    priority: 1,
  },
  {
    text: 'set the priority of task thirteen to four',
    source: 'voice',
    intents: ['reprioritize'],
    targets: ['SHOP-13'],
    priority: 4,
  },
  {
    text: 'Change the priority of #14 from two to one.',
    intents: ['reprioritize'],
    targets: ['SHOP-14'],
    priority: 1,
  },
  {
    text: 'The rate limit task has become urgent, please raise it to P1.',
    intents: ['reprioritize'],
    targets: ['SHOP-13'],
    priority: 1,
  },
  {
    text: 'Please assign SHOP-12 to the infra agent.',
    intents: ['assign'],
    targets: ['SHOP-12'],
    agent: 'infra',
  },
  {
    text: 'Assign SHOP-20 to backend, no, to infra.',
    intents: ['assign'],
    targets: ['SHOP-20'],
    agent: 'infra',
  },
  {
    text: 'The frontend agent should take over SHOP-13.',
    intents: ['assign'],
    targets: ['SHOP-13'],
    agent: 'frontend',
  },
  {
    text: 'Please add the following comment to SHOP-17: customers search mostly by brand.',
    intents: ['comment'],
    targets: ['SHOP-17'],
  },
  {
    text: 'Comment on SHOP-20: please do not cancel this, the customer is waiting for it.',
    intents: ['comment'],
    targets: ['SHOP-20'],
  },
  {
    text: 'Mark SHOP-20 as blocked because we wait for the new address.',
    intents: ['block'],
    targets: ['SHOP-20'],
  },
  {
    text: 'Block the rate limit task until the partner has answered.',
    intents: ['block'],
    targets: ['SHOP-13'],
  },
  { text: '/pause', intents: ['pause'] },
  { text: 'Please pause the project until tomorrow.', intents: ['pause'] },
  { text: '/resume', intents: ['resume'] },
  { text: 'You may continue the work on the project now.', intents: ['resume'] },
  { text: 'Please start the next orchestrator cycle.', intents: ['run_cycle'] },
  { text: 'Reactivate the mobile agent.', scene: 'crew', intents: ['enable_agent'], agent: 'mobile' },
  { text: 'Disable @qa, not @infra.', intents: ['disable_agent'], agent: 'qa' },
  {
    text: 'please disable the agent called backend',
    source: 'voice',
    intents: ['disable_agent'],
    agent: 'backend',
    asks_back: true,
  },
  { text: 'What has SHOP-14 changed so far?', intents: ['what_changed'], targets: ['SHOP-14'] },
  { text: 'Show me what has changed since yesterday.', intents: ['what_changed'] },
  { text: 'Can you undo what you just did?', scene: 'canceledFooter', intents: ['undo'] },
  {
    text: 'Please start a discussion between the agents on whether we should use GraphQL.',
    intents: ['discuss'],
  },
  { text: 'Please create a spec for the gift card feature.', intents: ['spec'] },
  { text: '/help', intents: ['help'] },
  {
    text: 'Approve SHOP-19 and cancel SHOP-20.',
    intents: ['approve', 'cancel'],
    targets: ['SHOP-19'],
  },
  { text: 'Pause the project and show me what is in review.', intents: ['pause', 'status'] },
  {
    text: 'Add a search field to the FAQ page and approve SHOP-19.',
    intents: ['create_tasks', 'approve'],
    targets: ['SHOP-19'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'search field' }],
  },
  {
    text: 'Approve SHOP-16, retry SHOP-12 and assign SHOP-13 to infra.',
    intents: ['approve', 'retry', 'assign'],
    targets: ['SHOP-16'],
    agent: 'infra',
  },
];
