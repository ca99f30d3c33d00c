import type { Utterance } from './corpus.ts';

/** Reviews, priorities, agents, and several orders at once. */
export const blindThreeControlMore: Utterance[] = [
  { text: 'approve the readme', intents: ['approve'], targets: ['SHOP-16'], asks_back: false },
  { text: 'SHOP-19 lgtm 👍', intents: ['approve'], targets: ['SHOP-19'] },
  { text: 'both look fine, approve 16 and 19', intents: ['approve'], targets: ['SHOP-16', 'SHOP-19'] },
  {
    text: 'tested the login redirect on my phone, all good, approve it',
    intents: ['approve'],
    targets: ['SHOP-19'],
    asks_back: false,
  },
  { text: 'aproove the payment module readme plz', intents: ['approve'], targets: ['SHOP-16'] },
  {
    text: 'yeah the payment readme um it looks good approve it',
    source: 'voice',
    intents: ['approve'],
    targets: ['SHOP-16'],
  },
  { text: 'reject SHOP-19: tests are missing', intents: ['reject'], targets: ['SHOP-19'], asks_back: false },
  { text: 'send the readme back, no example for webhooks', intents: ['reject'], targets: ['SHOP-16'] },
  { text: '#16 needs more work, reject it pls', intents: ['reject'], targets: ['SHOP-16'] },
  {
    text: 'reject shop nineteen it um does not work with google login',
    source: 'voice',
    intents: ['reject'],
    targets: ['SHOP-19'],
    asks_back: true,
  },

  {
    text: 'bump #13 up to P1, client is waiting',
    intents: ['reprioritize'],
    targets: ['SHOP-13'],
    priority: 1,
  },
  { text: 'make #20 P4, not urgent', intents: ['reprioritize'], targets: ['SHOP-20'], priority: 4 },
  {
    text: 'lower the prio of the rate limit to 4',
    intents: ['reprioritize'],
    targets: ['SHOP-13'],
    priority: 4,
  },
  {
    text: 'uh make the footer task priority two',
    source: 'voice',
    intents: ['reprioritize'],
    targets: ['SHOP-20'],
    priority: 2,
  },

  { text: 'let infra have #20', intents: ['assign'], targets: ['SHOP-20'], agent: 'infra' },
  { text: 'SHOP-12 should go to @frontend', intents: ['assign'], targets: ['SHOP-12'], agent: 'frontend' },
  {
    text: 'assign the rate limit task to frontend pls, backend is swamped',
    intents: ['assign'],
    targets: ['SHOP-13'],
    agent: 'frontend',
  },
  {
    text: 'comment on the rate limit: 100 req per minute per key',
    intents: ['comment'],
    targets: ['SHOP-13'],
  },
  { text: 'add a note to #20: use the new office address', intents: ['comment'], targets: ['SHOP-20'] },
  { text: 'block #13, waiting for ops', intents: ['block'], targets: ['SHOP-13'] },

  { text: 'pause pls, demo in 10 min', intents: ['pause'] },
  { text: 'uh pause the project for a moment', source: 'voice', intents: ['pause'] },
  { text: 'demo is over, resume', intents: ['resume'] },
  { text: 'start a new cycle pls', intents: ['run_cycle'] },
  { text: 'enable the mobile agent again', scene: 'crew', intents: ['enable_agent'], agent: 'mobile' },
  { text: 'disable qa for now', intents: ['disable_agent'], agent: 'qa', asks_back: false },
  { text: 'switch the frontend agent off pls', intents: ['disable_agent'], agent: 'frontend' },
  {
    text: 'um can you turn off the backend agent',
    source: 'voice',
    intents: ['disable_agent'],
    agent: 'backend',
    asks_back: true,
  },

  { text: 'what did infra change yesterday', intents: ['what_changed'] },
  { text: 'show me what SHOP-19 changed', intents: ['what_changed'], targets: ['SHOP-19'] },
  { text: 'let the agents discuss how we should handle refunds', intents: ['discuss'] },
  { text: 'make a spec for the returns portal pls', intents: ['spec'] },
  { text: 'how do i use this thing, what can i say here', intents: ['help'] },
  { text: '/pause', intents: ['pause'] },

  { text: 'approve 16 and retry 12', intents: ['approve', 'retry'], targets: ['SHOP-16'] },
  { text: 'cancel #20 and show me whats running', intents: ['cancel', 'status'], targets: ['SHOP-20'] },
  { text: 'pause everything and tell me what failed', intents: ['pause', 'status'] },
  {
    text: 'enable mobile and disable scout',
    scene: 'crew',
    intents: ['enable_agent', 'disable_agent'],
    agent: 'mobile',
  },
  {
    text: 'approve SHOP-19, then run the e2e tests',
    intents: ['approve', 'create_tasks'],
    targets: ['SHOP-19'],
    tasks: [{ type: 'test', agent: 'qa' }],
  },
  {
    text: 'cancel SHOP-14 and make the buy button on the product page orange instead',
    intents: ['cancel', 'create_tasks'],
    targets: ['SHOP-14'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'orange' }],
  },
];
