import type { Utterance } from './corpus.ts';

const frontend = { type: 'code_change', agent: 'frontend' } as const;
const backend = { type: 'code_change', agent: 'backend' } as const;
const qa = { type: 'test', agent: 'qa' } as const;
const infra = { type: 'infra', agent: 'infra' } as const;

/** Several pieces of work in one breath, and work said in roundabout ways. */
export const trainMixed: Utterance[] = [
  {
    text: 'begin with the db schema for vouchers, then the voucher endpoint, lastly the voucher form',
    intents: ['create_tasks'],
    tasks: [
      { ...backend, depends_on: [] },
      { ...backend, depends_on: [0] },
      { ...frontend, depends_on: [1] },
    ],
  },
  {
    text: 'lint first, ship to prod only if nothing is red',
    intents: ['create_tasks'],
    tasks: [
      { ...qa, depends_on: [] },
      { ...infra, depends_on: [0], after: 'done' },
    ],
  },
  {
    text: 'integration tests please, and roll out to staging afterwards regardless of how they go',
    intents: ['create_tasks'],
    tasks: [{ ...qa }, { ...infra, depends_on: [0], after: 'ended' }],
  },
  {
    text: 'update cart.py (vat is off) and Header.vue (title is cut off)',
    intents: ['create_tasks'],
    tasks: [backend, frontend],
  },
  {
    text: 'add a search box to the invoices screen and an index on the invoices table',
    intents: ['create_tasks'],
    tasks: [
      { ...frontend, title: 'search box' },
      { ...backend, title: 'add an index' },
    ],
  },
  {
    text: 'a few wishes: bigger product photos, a compare page, keyboard shortcuts',
    intents: ['create_tasks'],
    tasks: [frontend, frontend, frontend],
  },
  {
    text: 'we need: 1) csv export 2) an admin page 3) docs for both',
    intents: ['create_tasks'],
    tasks: [backend, frontend, { type: 'doc' }],
  },
  {
    text: 'p2: search ignores umlauts\np4: wrong icon on the contact page',
    intents: ['create_tasks'],
    tasks: [{ priority: 2 }, { ...frontend, priority: 4 }],
  },
  {
    text: 'add a wishlist with high priority and a compare page with low priority',
    intents: ['create_tasks'],
    tasks: [{ priority: 2 }, { priority: 4 }],
  },
  { text: 'drop everything, the checkout is down', intents: ['create_tasks'], tasks: [{ priority: 1 }] },
  {
    text: 'since the sale ends sunday, remove the sale banner',
    intents: ['create_tasks'],
    tasks: [frontend],
  },
  { text: 'could the product gallery support swiping?', intents: ['create_tasks'], tasks: [frontend] },
  {
    text: "shouldn't the search also find skus?",
    intents: ['create_tasks'],
    tasks: [{ title: 'make the search find skus' }],
  },
  {
    text: 'can frontend make the buttons bigger and could qa test it afterwards',
    intents: ['create_tasks'],
    tasks: [frontend, { ...qa, depends_on: [0] }],
  },
  {
    text: 'frontend should build the form while backend writes the endpoint',
    intents: ['create_tasks'],
    tasks: [
      { ...frontend, depends_on: [] },
      { ...backend, depends_on: [] },
    ],
  },
  {
    text: 'upgrade node, then react, then vite',
    intents: ['create_tasks'],
    tasks: [{ depends_on: [] }, { depends_on: [0] }, { depends_on: [1] }],
  },
  {
    text: 'users should be able to log in and reset their password',
    intents: ['create_tasks'],
    tasks: [{ title: 'log in and reset' }],
  },
  {
    text: 'client asks for a bigger logo',
    intents: ['create_tasks'],
    tasks: [{ ...frontend, title: 'logo' }],
  },
  {
    text: 'hey, we had a meeting with legal today. they want a cookie banner. add one to the landing page please',
    intents: ['create_tasks'],
    tasks: [frontend],
  },
  {
    text: 'Our biggest customer complained again. The csv import fails with more than 1000 rows. Fix that with high priority.',
    intents: ['create_tasks'],
    tasks: [{ ...backend, priority: 2 }],
  },
  { text: 'run the e2e suite before I leave, please', intents: ['create_tasks'], tasks: [qa] },
  {
    text: 'explain in the readme how to run it locally',
    intents: ['create_tasks'],
    tasks: [{ type: 'doc' }],
  },
  {
    text: 'qa found a bug in the signup: names with accents are rejected',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change' }],
  },
  { text: 'lint, test and publish', intents: ['create_tasks'], tasks: [qa, qa, infra] },
  { text: 'test, build, release', intents: ['create_tasks'], tasks: [qa, infra, infra] },
  { text: "don't forget the empty state of the cart page", intents: ['create_tasks'], tasks: [frontend] },
  { text: "don't forget the meeting", intents: ['ask'], remark: 'negation' },
  { text: "don't forget to cancel SHOP-12", intents: ['cancel'], targets: ['SHOP-12'] },
  { text: 'can the product title be bold please', intents: ['create_tasks'], tasks: [frontend] },
  { text: 'after the demo, pause the project', intents: ['pause'], asks_back: true },
  { text: 'once the sale is over, disable qa', intents: ['disable_agent'], asks_back: true },
  { text: 'drop everything', intents: ['cancel'], asks_back: true },
  {
    text: 'one task for the hero banner, another for the vat calculation',
    intents: ['create_tasks'],
    tasks: [frontend, backend],
  },
  {
    text: 'convert the logo to svg and the invoices to pdf/a',
    intents: ['create_tasks'],
    tasks: [{ title: 'svg' }, { title: 'pdf' }],
  },
  { text: 'conduct a smoke test and tell me the outcome', intents: ['create_tasks'], tasks: [qa] },
  { text: 'show a toast in case of an error', intents: ['create_tasks'], tasks: [{ title: 'error' }] },
  {
    text: 'Run the smoke tests. In the event of errors, roll back production. If successful, tag a release.',
    intents: ['create_tasks'],
    tasks: [
      { ...qa, depends_on: [] },
      { ...infra, depends_on: [0], after: 'failed' },
      { ...infra, depends_on: [0], after: 'done' },
    ],
  },
  {
    text: 'we are unhappy with the spacing of the product cards',
    intents: ['create_tasks'],
    tasks: [frontend],
  },
  { text: 'we are not happy with the progress', intents: ['ask'] },
  { text: 'restart the server', intents: ['create_tasks'], tasks: [infra] },
  {
    text: 'The menu is broken on phones. Kindly do the needful.',
    intents: ['create_tasks'],
    tasks: [frontend],
  },
  { text: 'add an endpoint for the header menu', intents: ['create_tasks'], tasks: [backend] },
];
