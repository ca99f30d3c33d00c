import type { Utterance } from './corpus.ts';

/** Questions about facts, people, times and reasons. */
export const heldOutSetQuestions: Utterance[] = [
  {
    text: 'Can you tell me why the Docker upgrade is still blocked?',
    intents: ['ask'],
    topic: 'why',
    targets: ['SHOP-15'],
  },
  {
    text: 'What was the reason that the unit tests failed?',
    intents: ['ask'],
    topic: 'why',
    targets: ['SHOP-18'],
  },
  { text: 'Why is the rate limit still in the queue?', intents: ['ask'], topic: 'why', targets: ['SHOP-13'] },
  { text: 'How many tasks are in progress?', intents: ['ask'], topic: 'counts' },
  { text: 'How many tasks did frontend finish this month?', intents: ['ask'], topic: 'counts' },
  { text: 'Who is working on SHOP-15?', intents: ['ask'], topic: 'who', targets: ['SHOP-15'] },
  { text: 'Which agent fixed the login redirect?', intents: ['ask'], topic: 'who', targets: ['SHOP-19'] },
  { text: 'When did SHOP-14 start?', intents: ['ask'], topic: 'when', targets: ['SHOP-14'] },
  { text: 'Do you see any risks for the launch next week?', intents: ['ask'], topic: 'risks' },
  { text: 'Was there a decision on the hosting provider?', intents: ['ask'], topic: 'decisions' },
  { text: 'Is there anything about the API keys in the notes?', intents: ['ask'], topic: 'notes' },
  { text: 'How is the delivery fee calculated?', intents: ['ask'] },
  { text: 'Where are uploaded files stored?', intents: ['ask'] },
  { text: 'Could you explain to me how the loyalty points work?', intents: ['ask'] },
  { text: 'Should I wait with approving SHOP-16 until SHOP-19 is done?', intents: ['ask'] },
  { text: 'What happens to the changes when I reject SHOP-19?', intents: ['ask'] },
  { text: 'um is there a test for the voucher code already', source: 'voice', intents: ['ask'] },
  { text: 'Does the product search also look at the description?', intents: ['ask'] },
  { text: "I'm new here. Can you explain what the folder packages/api is for?", intents: ['ask'] },
  { text: 'How can I change the tax rate for Austria?', intents: ['ask'] },
];
