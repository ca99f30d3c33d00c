import type { Utterance } from './corpus.ts';

/** Questions about facts, people, times and reasons. */
export const blindThreeQuestions: Utterance[] = [
  { text: 'why did the cart rounding fix fail?', intents: ['ask'], topic: 'why', targets: ['SHOP-12'] },
  { text: 'whys #15 blocked', intents: ['ask'], topic: 'why', targets: ['SHOP-15'] },
  {
    text: 'uh do you know why shop eighteen failed',
    source: 'voice',
    intents: ['ask'],
    topic: 'why',
    targets: ['SHOP-18'],
  },
  { text: 'why is nobody working on SHOP-13?', intents: ['ask'], topic: 'why', targets: ['SHOP-13'] },
  { text: 'how many things are sitting in review', intents: ['ask'], topic: 'counts' },
  { text: 'how many did we finish?', intents: ['ask'], topic: 'counts' },
  { text: 'who is on the checkout button?', intents: ['ask'], topic: 'who', targets: ['SHOP-14'] },
  { text: 'who removed the old banner', intents: ['ask'], topic: 'who', targets: ['SHOP-11'] },
  { text: 'which agent has #20', intents: ['ask'], topic: 'who', targets: ['SHOP-20'] },
  { text: 'what time did SHOP-18 fail', intents: ['ask'], topic: 'when', targets: ['SHOP-18'] },
  { text: 'when was the old banner removed?', intents: ['ask'], topic: 'when', targets: ['SHOP-11'] },
  { text: 'any risks for the release?', intents: ['ask'], topic: 'risks' },
  { text: 'what did we decide about the image cdn?', intents: ['ask'], topic: 'decisions' },
  { text: 'um what is in the project notes', source: 'voice', intents: ['ask'], topic: 'notes' },
  { text: 'which port does the api listen on?', intents: ['ask'] },
  { text: 'how do refunds work in our system?', intents: ['ask'] },
  { text: 'explain how the stock reservation works pls', intents: ['ask'] },
  { text: 'where is the vat rate defined', intents: ['ask'] },
  { text: 'is there already a dark mode?', intents: ['ask'] },
  { text: 'what does the nightly job do exactly', intents: ['ask'] },
  { text: 'do we use typescript in the frontend', intents: ['ask'] },
  { text: 'if i reject SHOP-16, does it start over?', intents: ['ask'] },
  { text: 'is it ok to approve #19 without tests?', intents: ['ask'] },
  {
    text: 'new on the team here, trying to find my way around the repo. where do the product images get resized?',
    intents: ['ask'],
  },
  { text: 'uh how does the checkout talk to the payment provider', source: 'voice', intents: ['ask'] },
];
