import type { Utterance } from './corpus.ts';

/** One piece of work, as people ask for it. */
export const blindWork: Utterance[] = [
  { text: 'tests pls', intents: ['create_tasks'], tasks: [{ type: 'test', agent: 'qa' }] },
  {
    text: 'can you please run the e2e suite?',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa' }],
  },
  {
    text: 'regression test the whole checkout before the release',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa', title: 'checkout' }],
  },
  {
    text: '@qa smoke test the staging build',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa' }],
  },
  {
    text: 'hey um could you uh run the integration tests for me thanks',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa' }],
  },
  {
    text: 'hi! would you be so kind and run the api tests?',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa' }],
  },
  {
    text: 'make the header sticky on mobile',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'header' }],
  },
  {
    text: 'need dark mode in the settings page',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'dark mode' }],
  },
  {
    text: 'fix typo in web/src/pages/About.tsx',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'Translate the checkout page into French',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'french' }],
  },
  {
    text: 'please to make bigger the font in the product card',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'pls add a tooltip on the info icon',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'tooltip' }],
  },
  {
    text: 'tsc complains in packages/web/src/cart/total.ts line 44, fix it',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: "refactor CheckoutForm.tsx into smaller components but don't touch the css",
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'checkoutform' }],
  },
  {
    text: "okay so I was looking at the site yesterday and uh the navigation links on the contact page they're like way too small on my phone so can you make them bigger",
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'the checkuot page has a horizontl scrollbar can u fix',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  { text: 'checkout page crashes on iphone se', intents: ['create_tasks'], tasks: [{ type: 'code_change' }] },
  {
    text: '@frontend the cart badge shows 0 after reload',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'Add an index on created_at in db/migrations/0042_orders.sql',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend' }],
  },
  {
    text: 'POST /api/orders returns 500 when the cart is empty, please fix',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend' }],
  },
  { text: 'get backend to paginate GET /products', intents: ['create_tasks'], tasks: [{ agent: 'backend' }] },
  {
    text: 'the go service leaks goroutines, see internal/worker/pool.go',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend' }],
  },
  {
    text: 'sql injection in the /search endpoint, fix asap',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend' }],
  },
  {
    text: 'add soft delete to the users table',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend', title: 'soft delete' }],
  },
  {
    text: 'handle null prices in server/pricing/discount.py',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend' }],
  },
  {
    text: 'could we have the order confirmation email in german as well?',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change' }],
  },
  {
    text: 'i need the csv export of orders working till friday',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'csv export' }],
  },
  {
    text: 'I would like that the search remember my last filter',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change' }],
  },
  {
    text: 'the "forgot password" link on the login page leads to a 404, can someone look at that and repair it?',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change' }],
  },
  {
    text: 'cart.svelte: total flickers on quantity change',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'pls make modal closable w/ esc',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'modal' }],
  },
  {
    text: 'N+1 query in the orders list endpoint',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend' }],
  },
  {
    text: 'I want you to add a rest endpoint that gives back the ten best selling products of the last week',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend' }],
  },
  {
    text: '@backend please replace moment with date-fns in the invoices module',
    intents: ['create_tasks'],
    tasks: [{ agent: 'backend' }],
  },
  {
    text: 'run playwright tests on webkit',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa' }],
  },
  {
    text: 'update .github/workflows/ci.yml so it caches npm',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra' }],
  },
];
