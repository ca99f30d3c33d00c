import type { Utterance } from './corpus.ts';

/** One piece of work: code, tests, reviews and infrastructure. */
export const blindTwoWork: Utterance[] = [
  {
    text: 'Could you change the colour of the links in the navbar to dark grey?',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'navbar' }],
  },
  {
    text: 'FIX THE LOGO ALIGNMENT IN THE HEADER',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'logo' }],
  },
  {
    text: 'add breadcrumbs on the category page',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'breadcrumbs' }],
  },
  {
    text: 'src/ui/Modal.tsx doesnt trap the focus, pls fix',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'can we get a skeleton loader for the product grid 🙏',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', title: 'skeleton' }],
  },
  {
    text: 'um so the uh font on the checkout page it is really hard to read could you make it like two pixels bigger',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'the dropdown for countries it is not sorted, please to sort alphabetical',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: '@frontend swap the spinner for a progress bar in the upload dialog',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'progress bar' }],
  },
  {
    text: 'client/styles/theme.scss still has the old brand colours. Replace them with the ones from the style guide.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend' }],
  },
  {
    text: 'the price slider jumps arround when i drag it on my ipad',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change' }],
  },
  {
    text: 'add aria labels on all icon buttons',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'frontend', title: 'aria labels' }],
  },
  {
    text: 'PUT /api/cart/items accepts negative quantities',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend' }],
  },
  {
    text: 'add a unique constraint on email in the customers table',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend', title: 'unique constraint' }],
  },
  {
    text: 'server/mailer.rb sends the receipt twice',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend' }],
  },
  {
    text: 'Orders API should return ISO dates instead of unix timestamps.',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend' }],
  },
  {
    text: 'hi could you add uh caching to the endpoint that lists the categories',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend', title: 'caching' }],
  },
  {
    text: '@backend hash the api tokens before you store them',
    intents: ['create_tasks'],
    tasks: [{ agent: 'backend', title: 'tokens' }],
  },
  {
    text: 'context deadline exceeded in backend/shipping/client.go, pls fix',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend' }],
  },
  {
    text: 'db/queries/top_sellers.sql is dead slow, make it faster pls',
    intents: ['create_tasks'],
    tasks: [{ type: 'code_change', agent: 'backend' }],
  },
  {
    text: 'could somebody run the accessibility tests?',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa' }],
  },
  {
    text: 'exectue the intergration tests plese',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa' }],
  },
  {
    text: 'write unit tests for the voucher calculator',
    intents: ['create_tasks'],
    tasks: [{ title: 'voucher' }],
  },
  {
    text: 'pls review my branch feature/loyalty before I merge it',
    intents: ['create_tasks'],
    tasks: [{ type: 'review', agent: 'qa' }],
  },
  {
    text: 'Do a security review of the password reset code.',
    intents: ['create_tasks'],
    tasks: [{ type: 'review', agent: 'qa' }],
  },
  {
    text: 'can you uh run the payment tests on the staging environment',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [{ type: 'test', agent: 'qa', title: 'payment' }],
  },
  {
    text: 'add redis to docker-compose.yml',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra', title: 'redis' }],
  },
  {
    text: 'the ci pipeline takes 40 minutes, split it into parallel jobs',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra' }],
  },
  {
    text: 'set up a preview environment for every PR on kubernetes',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra', title: 'preview' }],
  },
  {
    text: 'roll out version 2.4 to production please',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra', title: '2.4' }],
  },
  {
    text: 'infra/main.tf: bigger disk for the staging machine',
    intents: ['create_tasks'],
    tasks: [{ type: 'infra', agent: 'infra' }],
  },
];
