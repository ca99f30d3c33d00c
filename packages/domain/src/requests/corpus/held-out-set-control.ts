import type { Utterance } from './corpus.ts';

/** How things stand, and orders to cancel or retry. */
export const heldOutSetControl: Utterance[] = [
  { text: 'List everything that is running at the moment.', intents: ['status'], topic: 'running' },
  {
    text: 'Good morning, please give me a short summary of where the project stands.',
    intents: ['status'],
    topic: 'overview',
  },
  { text: "I'm back from lunch, give me a status update please.", intents: ['status'], topic: 'overview' },
  { text: 'What needs my approval?', intents: ['status'], topic: 'review' },
  { text: 'Have any tasks failed since yesterday?', intents: ['status'], topic: 'failed' },
  { text: 'Show me everything that is blocked.', intents: ['status'], topic: 'blocked' },
  { text: 'Which tasks have been completed so far?', intents: ['status'], topic: 'done' },
  { text: 'please show me all queued tasks', intents: ['status'], topic: 'queue' },
  { text: 'Is a runner available at the moment?', intents: ['status'], topic: 'runners' },
  { text: 'What was the result of the last run?', intents: ['status'], topic: 'last_run' },
  {
    text: 'Is the checkout button finished already?',
    intents: ['status'],
    topic: 'task',
    targets: ['SHOP-14'],
  },
  {
    text: 'um is there any progress on the rate limit',
    source: 'voice',
    intents: ['status'],
    topic: 'task',
    targets: ['SHOP-13'],
  },
  {
    text: 'Please tell me the current state of SHOP-12.',
    intents: ['status'],
    topic: 'task',
    targets: ['SHOP-12'],
  },
  {
    text: 'The client keeps asking about the footer. How far are we with it?',
    intents: ['status'],
    topic: 'task',
    targets: ['SHOP-20'],
  },

  {
    text: 'You can drop SHOP-13, we solved it in a different way.',
    intents: ['cancel'],
    targets: ['SHOP-13'],
    asks_back: false,
  },
  {
    text: 'I changed my mind about the checkout button, please cancel that task.',
    intents: ['cancel'],
    targets: ['SHOP-14'],
    asks_back: false,
  },
  {
    text: 'We are not going to upgrade Node this year, so please cancel SHOP-15.',
    intents: ['cancel'],
    targets: ['SHOP-15'],
  },
  {
    text: 'um yeah you can cancel the rate limit one',
    source: 'voice',
    intents: ['cancel'],
    targets: ['SHOP-13'],
    asks_back: true,
  },
  {
    text: 'please abort task number fourteen',
    source: 'voice',
    intents: ['cancel'],
    targets: ['SHOP-14'],
    asks_back: true,
  },
  { text: 'Cancel the search. No, wait, I meant the footer.', intents: ['cancel'], targets: ['SHOP-20'] },
  { text: 'Can you remove the footer task from the queue?', intents: ['cancel'], targets: ['SHOP-20'] },
  { text: 'This task is not needed any more, cancel it.', intents: ['cancel'], asks_back: true },
  {
    text: 'Cancel the task that is in progress, please.',
    scene: 'calm',
    intents: ['cancel'],
    targets: ['SHOP-17'],
  },

  { text: 'Please run SHOP-12 once more.', intents: ['retry'], targets: ['SHOP-12'], asks_back: false },
  {
    text: 'Can you try the unit tests task again? The network was down.',
    intents: ['retry'],
    targets: ['SHOP-18'],
  },
  {
    text: 'SHOP-18 should work now, please start it again.',
    intents: ['retry'],
    targets: ['SHOP-18'],
    asks_back: false,
  },
  {
    text: 'okay retry the uh cart total rounding',
    source: 'voice',
    intents: ['retry'],
    targets: ['SHOP-12'],
  },
  { text: 'Try that again, please.', intents: ['retry'], asks_back: true },
];
