import type { Utterance } from './corpus.ts';

/** Words that only mean something after what was said before. */
export const blindFollowUps: Utterance[] = [
  { text: '2', scene: 'askedWhich', intents: ['cancel'], targets: ['SHOP-14'], asks_back: false },
  {
    text: 'the second one',
    scene: 'askedWhich',
    intents: ['cancel'],
    targets: ['SHOP-14'],
    asks_back: false,
  },
  { text: 'the footer', scene: 'askedWhich', intents: ['cancel'], targets: ['SHOP-20'], asks_back: false },
  { text: 'shop-17', scene: 'askedWhich', intents: ['cancel'], targets: ['SHOP-17'], asks_back: false },
  {
    text: 'the last one pls',
    scene: 'askedWhich',
    intents: ['cancel'],
    targets: ['SHOP-20'],
    asks_back: false,
  },
  { text: 'not 17, the checkout button', scene: 'askedWhich', intents: ['cancel'], targets: ['SHOP-14'] },
  { text: 'none of them', scene: 'askedWhich', intents: ['ask'], asks_back: false },
  { text: "actually, what's running?", scene: 'askedWhich', intents: ['status'], topic: 'running' },
  {
    ...{ text: 'run the api tests first', scene: 'askedWhich', intents: ['create_tasks'] },
    ...{ tasks: [{ type: 'test', agent: 'qa' }] },
  },
  {
    ...{ text: 'yeah go ahead', source: 'voice', scene: 'askedToConfirm', intents: ['cancel'] },
    ...{ targets: ['SHOP-17'], asks_back: false },
  },
  {
    ...{ text: 'yes please', source: 'voice', scene: 'askedToConfirm', intents: ['cancel'] },
    ...{ targets: ['SHOP-17'], asks_back: false },
  },
  { text: 'no leave it', source: 'voice', scene: 'askedToConfirm', intents: ['ask'], asks_back: false },
  { text: 'um no never mind', source: 'voice', scene: 'askedToConfirm', intents: ['ask'], asks_back: false },
  {
    text: 'no cancel SHOP-14 instead',
    source: 'voice',
    scene: 'askedToConfirm',
    intents: ['cancel'],
    targets: ['SHOP-14'],
  },

  { text: 'and SHOP-13 too', scene: 'canceledFooter', intents: ['cancel'], targets: ['SHOP-13'] },
  { text: 'same for #14', scene: 'canceledFooter', intents: ['cancel'], targets: ['SHOP-14'] },
  { text: 'undo that', scene: 'canceledFooter', intents: ['undo'] },
  { text: 'oops, take that back', scene: 'canceledFooter', intents: ['undo'] },

  { text: 'run it again', scene: 'spokeOfTests', intents: ['retry'], targets: ['SHOP-18'], asks_back: false },
  { text: 'approve it', scene: 'spokeOfTests', intents: ['approve'], targets: ['SHOP-19'] },
  { text: 'why did it fail?', scene: 'spokeOfTests', intents: ['ask'], topic: 'why', targets: ['SHOP-18'] },
  { text: 'ship it', scene: 'spokeOfLogin', intents: ['approve'], targets: ['SHOP-19'] },
  {
    text: 'looks good, approve',
    scene: 'spokeOfLogin',
    intents: ['approve'],
    targets: ['SHOP-19'],
    asks_back: false,
  },
  { text: 'reject it, it loops in safari', scene: 'spokeOfLogin', intents: ['reject'], targets: ['SHOP-19'] },
  { text: 'what did it change?', scene: 'spokeOfLogin', intents: ['what_changed'], targets: ['SHOP-19'] },
  {
    text: 'make it P1',
    scene: 'spokeOfRateLimit',
    intents: ['reprioritize'],
    targets: ['SHOP-13'],
    priority: 1,
  },
  {
    text: 'give it to infra',
    scene: 'spokeOfRateLimit',
    intents: ['assign'],
    targets: ['SHOP-13'],
    agent: 'infra',
  },
  {
    text: "how's it going with that one",
    scene: 'spokeOfRateLimit',
    intents: ['status'],
    targets: ['SHOP-13'],
  },
  {
    text: 'cancel that',
    scene: 'spokeOfRateLimit',
    intents: ['cancel'],
    targets: ['SHOP-13'],
    asks_back: false,
  },
  {
    ...{ text: 'yeah cancel that one', source: 'voice', scene: 'spokeOfRateLimit', intents: ['cancel'] },
    ...{ targets: ['SHOP-13'], asks_back: true },
  },
];
