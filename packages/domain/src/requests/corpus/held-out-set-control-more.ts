import type { Utterance } from './corpus.ts';

/** Reviews, priorities, agents, and several orders at once. */
export const heldOutSetControlMore: Utterance[] = [
  {
    text: 'I have reviewed SHOP-16 and I am happy with it, please approve it.',
    intents: ['approve'],
    targets: ['SHOP-16'],
    asks_back: false,
  },
  { text: 'SHOP-19 is good to go, please accept it.', intents: ['approve'], targets: ['SHOP-19'] },
  {
    text: 'Go ahead and merge the login redirect.',
    intents: ['approve'],
    targets: ['SHOP-19'],
    asks_back: false,
  },
  {
    text: 'okay the login redirect is fine with me you can approve it',
    source: 'voice',
    intents: ['approve'],
    targets: ['SHOP-19'],
  },
  {
    text: 'Please send SHOP-16 back, the code examples do not compile.',
    intents: ['reject'],
    targets: ['SHOP-16'],
  },
  {
    text: 'I am not happy with SHOP-19, please reject it because it logs me out on Safari.',
    intents: ['reject'],
    targets: ['SHOP-19'],
    asks_back: false,
  },
  { text: 'The README is too short, reject it.', intents: ['reject'], targets: ['SHOP-16'] },
  {
    text: 'please reject the payment readme the links are all broken',
    source: 'voice',
    intents: ['reject'],
    targets: ['SHOP-16'],
    asks_back: true,
  },

  {
    text: 'Please set the priority of SHOP-20 to 2.',
    intents: ['reprioritize'],
    targets: ['SHOP-20'],
    priority: 2,
  },
  {
    text: 'The rate limit has become urgent, move it to P1.',
    intents: ['reprioritize'],
    targets: ['SHOP-13'],
    priority: 1,
  },
  {
    text: 'Increase the priority of the product search, please.',
    intents: ['reprioritize'],
    targets: ['SHOP-17'],
  },
  {
    text: 'make shop thirteen priority one please',
    source: 'voice',
    intents: ['reprioritize'],
    targets: ['SHOP-13'],
    priority: 1,
  },
  {
    text: 'Could backend take care of SHOP-20 instead of frontend?',
    intents: ['assign'],
    targets: ['SHOP-20'],
    agent: 'backend',
  },
  {
    text: 'Add a comment to SHOP-17: the customer wants results while typing.',
    intents: ['comment'],
    targets: ['SHOP-17'],
  },
  {
    text: 'Please note on SHOP-19 that it also has to work with Firefox.',
    intents: ['comment'],
    targets: ['SHOP-19'],
  },
  { text: 'Mark SHOP-13 as blocked until we know the new limits.', intents: ['block'], targets: ['SHOP-13'] },

  { text: 'Pause all work until tomorrow morning, please.', intents: ['pause'] },
  {
    text: 'could you pause task seventeen please',
    source: 'voice',
    intents: ['pause'],
    targets: ['SHOP-17'],
  },
  { text: 'The incident is solved, you can resume the work.', intents: ['resume'] },
  { text: 'Please run one orchestrator cycle.', intents: ['run_cycle'] },
  { text: 'Please switch the mobile agent on.', scene: 'crew', intents: ['enable_agent'], agent: 'mobile' },
  { text: 'Turn off infra until Monday.', intents: ['disable_agent'], agent: 'infra' },
  {
    text: 'please disable the qa agent for the weekend',
    source: 'voice',
    intents: ['disable_agent'],
    agent: 'qa',
    asks_back: true,
  },
  { text: 'What files did SHOP-14 change?', intents: ['what_changed'], targets: ['SHOP-14'] },
  {
    text: 'Show me the changes made by the login redirect task.',
    intents: ['what_changed'],
    targets: ['SHOP-19'],
  },
  { text: 'Let the agents discuss if we need a separate search service.', intents: ['discuss'] },
  { text: 'Please write a spec for the gift card feature.', intents: ['spec'] },
  { text: 'What can I ask you to do?', intents: ['help'] },

  { text: 'Approve SHOP-16 and cancel SHOP-20.', intents: ['approve', 'cancel'], targets: ['SHOP-16'] },
  { text: 'Retry SHOP-12 and set it to P1.', intents: ['retry', 'reprioritize'], targets: ['SHOP-12'] },
  { text: 'Pause the project and show me what is in review.', intents: ['pause', 'status'] },
  {
    text: 'Please cancel the rate limit and add a captcha to the register form instead.',
    intents: ['cancel', 'create_tasks'],
    targets: ['SHOP-13'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'captcha' }],
  },
];
