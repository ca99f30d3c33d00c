import { alike } from './alike.ts';
import type { Utterance } from './corpus.ts';

const voice = { source: 'voice' as const };
const follow = { intents: ['undo', 'cancel'] as Utterance['intents'], scene: 'canceledFooter' as const };

/** Spoken words, corrections, answers to questions, and what follows on what was said. */
export const trainSpeech: Utterance[] = [
  ...alike({ ...voice, intents: ['approve'], targets: ['SHOP-19'], asks_back: true }, [
    'um approve shop nineteen',
    'approve task number nineteen',
    'okay approve the login task please',
    'approve shop dash nineteen',
    'so uh yeah approve number nineteen',
  ]),
  ...alike({ ...voice, intents: ['cancel'], targets: ['SHOP-12'], asks_back: true }, [
    'cancel shop twelve',
    'please cancel task number twelve',
  ]),
  ...alike({ ...voice, intents: ['cancel'], targets: ['SHOP-13'], asks_back: true }, [
    'cancel shop twelve sorry thirteen',
    'cancel shop twelve no wait thirteen',
    'cancel shop twelve, I mean thirteen',
  ]),
  ...alike({ ...voice, intents: ['disable_agent'], agent: 'qa', asks_back: true }, [
    'turn off qa',
    'um disable the q a agent',
  ]),
  ...alike({ ...voice, intents: ['reject'], targets: ['SHOP-19'], asks_back: true }, [
    'reject shop nineteen because it loops',
  ]),
  ...alike({ ...voice, intents: ['retry'], targets: ['SHOP-18', 'SHOP-12'], asks_back: true }, [
    'retry all failed tasks',
  ]),
  { ...voice, text: 'yes, cancel SHOP-12', intents: ['cancel'], targets: ['SHOP-12'], asks_back: false },
  {
    ...voice,
    text: 'at backend add a health route priority one',
    intents: ['create_tasks'],
    tasks: [{ agent: 'backend', priority: 1 }],
  },
  {
    ...voice,
    text: 'run the front end tests',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa' }],
  },
  {
    ...voice,
    text: 'um so I think we should like add a footer you know',
    intents: ['create_tasks'],
    tasks: [{ title: 'add a footer' }],
  },
  { ...voice, text: "what's um what's running", intents: ['status'] },
  {
    ...voice,
    text: 'add a search box and then run the tests and then deploy it to staging',
    intents: ['create_tasks'],
    tasks: [{}, { depends_on: [0] }, { depends_on: [1] }],
  },
  {
    text: 'run the frontend tests, no, the backend ones',
    intents: ['create_tasks'],
    tasks: [{ title: 'run the backend tests' }],
  },
  {
    text: 'run the frontend tests. no wait, the backend tests',
    intents: ['create_tasks'],
    tasks: [{ title: 'run the backend tests' }],
  },
  { text: 'cancel shop twelve, sorry, thirteen', intents: ['cancel'], targets: ['SHOP-13'] },
  { text: 'approve SHOP-12, I mean SHOP-19', intents: ['approve'], targets: ['SHOP-19'] },
  { text: 'cancel SHOP-20, actually make it SHOP-13', intents: ['cancel'], targets: ['SHOP-13'] },
  {
    text: 'deploy to production, sorry, staging',
    intents: ['create_tasks'],
    tasks: [{ title: 'deploy to staging' }],
  },
  {
    text: 'make the button green, no, blue',
    intents: ['create_tasks'],
    tasks: [{ title: 'make the button blue' }],
  },
  {
    text: 'run the tests, scratch that, deploy to staging',
    intents: ['create_tasks'],
    tasks: [{ title: 'deploy to staging' }],
  },
  {
    text: 'add a red banner, actually make it blue',
    intents: ['create_tasks'],
    tasks: [{ title: 'blue banner' }],
  },
  { text: 'cancel SHOP-20, no, approve SHOP-19', intents: ['approve'], targets: ['SHOP-19'] },
  {
    text: 'fix the header, no rush',
    intents: ['create_tasks'],
    tasks: [{ title: 'fix the header', priority: 5 }],
  },
  { text: 'cancel SHOP-20. actually no, forget it', intents: ['ask'], remark: 'negation' },
  ...alike({ scene: 'askedWhich', intents: ['cancel'], targets: ['SHOP-14'] }, [
    '2',
    'the second',
    'the second one',
    'number two',
    'the button one',
    'SHOP-14',
    'shop 14',
    'SHOP-14 Make the checkout button green',
    '2.',
    'the checkout one please',
    'option 2',
    'I mean the second',
  ]),
  ...alike({ scene: 'askedWhich', intents: ['cancel'], targets: ['SHOP-17'] }, [
    'the search one',
    'first',
    'the first one',
    '1',
    'the product search',
  ]),
  ...alike({ scene: 'askedWhich', intents: ['cancel'], targets: ['SHOP-20'] }, [
    'the last one',
    'the footer',
    'third',
  ]),
  {
    scene: 'askedWhich',
    text: 'all of them',
    intents: ['cancel'],
    targets: ['SHOP-17', 'SHOP-14', 'SHOP-20'],
  },
  ...alike({ scene: 'askedWhich', intents: ['ask'], remark: 'negation' }, [
    'never mind',
    'none',
    'no',
    'none of them',
    'forget it',
  ]),
  { scene: 'askedWhich', text: 'run the tests', intents: ['create_tasks'], tasks: [{ type: 'test' }] },
  { scene: 'askedWhich', text: "what's running?", intents: ['status'], topic: 'running' },
  { scene: 'askedWhich', text: 'approve SHOP-19', intents: ['approve'], targets: ['SHOP-19'] },
  ...alike(
    { scene: 'askedToConfirm', ...voice, intents: ['cancel'], targets: ['SHOP-17'], asks_back: false },
    ['yes', 'yeah do it', 'yes please', 'go ahead', 'sure', 'yes, cancel it'],
  ),
  ...alike({ scene: 'askedToConfirm', ...voice, intents: ['ask'], remark: 'negation' }, [
    'no',
    'no wait',
    'nope',
    'never mind',
    "no don't",
  ]),
  ...alike({ scene: 'canceledFooter', intents: ['cancel'], targets: ['SHOP-13'] }, [
    'and SHOP-13 too',
    'the same for SHOP-13',
    'do the same for SHOP-13',
    'and the rate limit one too',
    'SHOP-13 as well',
    'also SHOP-13',
  ]),
  ...alike({ ...follow, targets: ['SHOP-13'] }, [
    'no, the rate limit one',
    'no, SHOP-13',
    'I meant SHOP-13',
    'sorry, thirteen',
    'no wait, I meant the rate limit task',
  ]),
  { scene: 'canceledFooter', text: 'undo that', intents: ['undo'] },
  {
    scene: 'canceledFooter',
    text: 'no, run the tests',
    intents: ['create_tasks'],
    tasks: [{ type: 'test' }],
  },
  { scene: 'spokeOfTests', text: 'approve the other one', intents: ['approve'], targets: ['SHOP-19'] },
];
