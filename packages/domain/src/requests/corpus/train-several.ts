import type { Utterance } from './corpus.ts';

type Tasks = NonNullable<Utterance['tasks']>;
const work = (text: string, ...tasks: Tasks): Utterance => ({ text, intents: ['create_tasks'], tasks });
const after = (...depends_on: number[]): Tasks[number] => ({ depends_on });
const failed = (...depends_on: number[]): Tasks[number] => ({ depends_on, after: 'failed' });
const free: Tasks[number] = { depends_on: [] };

/** Several things at once: lists, orders, conditions, and acts beside work. */
export const trainSeveral: Utterance[] = [
  work('run the tests; if they fail, fix them and run them again', free, failed(0), after(1)),
  work('run the unit tests and if they are green deploy to staging', free, after(0)),
  work('before you release, run the whole test suite', { type: 'test' }, after(0)),
  work('before you deploy to production run the full test suite', { type: 'test' }, after(0)),
  work(
    'after the tests pass, bump the version',
    { title: 'run the tests' },
    { title: 'bump', depends_on: [0] },
  ),
  work('if the tests fail, fix them', { type: 'test' }, { title: 'fix', depends_on: [0], after: 'failed' }),
  work('add a wishlist, then write tests for it, then document it', free, after(0), after(1)),
  work(
    'first add the migration for vouchers, then the endpoint, and then a form in the admin ui',
    free,
    after(0),
    after(1),
  ),
  work(
    'backend: cache the category query. frontend: lazy load images. infra: turn on gzip in nginx',
    { agent: 'backend' },
    { agent: 'frontend' },
    { agent: 'infra' },
  ),
  work(
    'fix the timezone bug in server/tax.py and the layout of Cart.vue',
    { agent: 'backend' },
    { agent: 'frontend' },
  ),
  work('1. fix the login\n2. add a logout button\n3. update the readme', free, free, free),
  work('- add a search box\n- make the footer sticky', free, free),
  work('* bump react\n* remove jquery\n* run the tests', free, free, free),
  work('Please do these:\n1) add a faq page\n2) translate it to German', free, {}),
  work('need two things: a faster product page, and api docs', {}, { type: 'doc' }),
  work('two things: fix the header and add a favicon', {}, {}),
  work('rename the button to "Buy now", also the tests need to be run', free, { type: 'test' }),
  work(
    'urgent: fix the broken checkout form. when there is time, clean up the old css',
    { priority: 1 },
    { priority: 5 },
  ),
  work('add a sitemap and a robots.txt', {}),
  work('add a field for the birthday to the profile form and show it in the admin list', {}, {}),
  work('deploy to staging once the build is green', { type: 'test' }, { type: 'infra', depends_on: [0] }),
  work('add a login page with email and password', {}),
  work('search and replace the old brand name', {}),
  work(
    'um so first run the unit tests and if everything passes then uh deploy it to staging and if something fails fix it',
    free,
    { depends_on: [0], after: 'done' },
    failed(0),
  ),
  work('fix the cart. Then run the tests. Finally deploy.', free, after(0), after(1)),
  work('run the linter and the unit tests', {}),
  work('after SHOP-13 is done, load test the orders api', { waits_for: ['SHOP-13'], type: 'test' }),
  work('once SHOP-17 is merged, write the docs for it', { waits_for: ['SHOP-17'], type: 'doc' }),
  work('when SHOP-13 is finished deploy to staging', { waits_for: ['SHOP-13'], type: 'infra' }),
  work(
    'hey, could you please uh run the front end tests and then, if they pass, bump the version',
    { type: 'test' },
    after(0),
  ),
  work('Add a gift option to checkout. It should cost 2 euros. Also add it to the invoice.', {}, {}),
  work('compare Stripe Tax with TaxJar and tell me which one is cheaper for us', { type: 'research' }),
  work('check why the search is slow and fix it', { type: 'research' }, after(0)),
  work(
    'okay so I was looking at the site yesterday and uh the links in the footer are way too small on my phone so can you make them bigger',
    { agent: 'frontend' },
  ),
  {
    text: 'cancel SHOP-17 and add a sidebar',
    intents: ['cancel', 'create_tasks'],
    targets: ['SHOP-17'],
    tasks: [{}],
  },
  { text: 'approve SHOP-19 and retry SHOP-18', intents: ['approve', 'retry'] },
  { text: "what's running? and add a footer to the blog", intents: ['status', 'create_tasks'], tasks: [{}] },
  { text: 'thanks! now run the tests', intents: ['create_tasks'], tasks: [{ type: 'test' }] },
  { text: 'great, approve SHOP-19 then', intents: ['approve'], targets: ['SHOP-19'] },
  { text: 'pause everything and tell me what is running', intents: ['pause', 'status'] },
  { text: "don't cancel SHOP-17, cancel SHOP-20", intents: ['cancel'], targets: ['SHOP-20'] },
];
