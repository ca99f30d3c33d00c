import type { Utterance } from './corpus.ts';

/** How things stand; and several orders at once. */
export const blindStatus: Utterance[] = [
  { text: "what's running?", intents: ['status'], topic: 'running' },
  { text: 'wat is runing right now', intents: ['status'], topic: 'running' },
  { text: 'status', intents: ['status'], topic: 'overview' },
  { text: '/status', intents: ['status'] },
  { text: 'so um how are things going overall', source: 'voice', intents: ['status'], topic: 'overview' },
  { text: 'give me a quick overview', intents: ['status'], topic: 'overview' },
  { text: 'how is the search task coming along?', intents: ['status'], topic: 'task', targets: ['SHOP-17'] },
  { text: 'status of #12', intents: ['status'], topic: 'task', targets: ['SHOP-12'] },
  { text: "how's the footer doing", intents: ['status'], topic: 'task', targets: ['SHOP-20'] },
  { text: "what's waiting for my review?", intents: ['status'], topic: 'review' },
  { text: 'anything blocked?', intents: ['status'], topic: 'blocked' },
  { text: 'show me the failed tasks', intents: ['status'], topic: 'failed' },
  { text: "what's in the queue", intents: ['status'], topic: 'queue' },
  { text: 'show finished tasks', intents: ['status'], topic: 'done' },
  { text: 'are the runners online?', intents: ['status'], topic: 'runners' },
  { text: 'status of the agents please', intents: ['status'], topic: 'agents' },
  { text: 'how did the last run go?', intents: ['status'], topic: 'last_run' },
  { text: 'could you tell me what is running at the moment', intents: ['status'], topic: 'running' },
  { text: "what's running?", scene: 'empty', intents: ['status'], topic: 'running' },

  { text: 'retry SHOP-18 and tell me what is running', intents: ['retry', 'status'], targets: ['SHOP-18'] },
  { text: "what's running? also cancel SHOP-20", intents: ['status', 'cancel'], targets: ['SHOP-20'] },
  {
    text: 'approve 19, reject 16 because the setup section is missing',
    intents: ['approve', 'reject'],
    targets: ['SHOP-19'],
  },
  { text: 'pause everything and disable infra', intents: ['pause', 'disable_agent'], agent: 'infra' },
  {
    ...{ text: 'fix the menu on the mobile page and cancel SHOP-14', intents: ['create_tasks', 'cancel'] },
    ...{ targets: ['SHOP-14'], tasks: [{ type: 'code_change', agent: 'frontend' }] },
  },
  {
    ...{ text: 'approve SHOP-19 and then deploy to staging', intents: ['approve', 'create_tasks'] },
    ...{ targets: ['SHOP-19'], tasks: [{ type: 'infra', agent: 'infra' }] },
  },
];
