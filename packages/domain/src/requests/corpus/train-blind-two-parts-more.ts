import type { Utterance } from './corpus.ts';

/** Several pieces of work with their order and conditions; the rest. */
export const blindTwoPartsMore: Utterance[] = [
  {
    text: 'research which email providers support DKIM, then write a recommendation in docs/email.md',
    intents: ['create_tasks'],
    tasks: [{ type: 'research' }, { type: 'doc', depends_on: [0] }],
  },
  {
    text: 'test the mobile layout and, regardless of the result, deploy to staging afterwards',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa' },
      { type: 'infra', agent: 'infra', depends_on: [0], after: 'ended' },
    ],
  },
  {
    text: 'make the hero image smaller. Also, add a newsletter checkbox to the register form. And run the e2e tests when both are done.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'hero' },
      { type: 'code_change', agent: 'frontend', title: 'checkbox' },
      { type: 'test', agent: 'qa', depends_on: [0, 1] },
    ],
  },
  {
    text: 'add pagination to GET /reviews and infinite scroll to the reviews page',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'backend', title: 'pagination' },
      { type: 'code_change', agent: 'frontend', title: 'scroll' },
    ],
  },
  {
    text: 'infra: upgrade postgres on staging. qa: run the migration tests after that.',
    intents: ['create_tasks'],
    tasks: [{ agent: 'infra' }, { agent: 'qa', depends_on: [0] }],
  },
  {
    text: 'frontend should build the loyalty badge, backend should write the points calculation',
    intents: ['create_tasks'],
    tasks: [
      { agent: 'frontend', title: 'badge' },
      { agent: 'backend', title: 'points' },
    ],
  },
  {
    text: 'Could you add a dark theme to the blog page, and could you also upgrade the CI to node 22?',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'dark theme' },
      { type: 'infra', agent: 'infra' },
    ],
  },
  {
    text: 'fix the memory leak in server/ws.go -> run the load tests -> deploy',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'backend', depends_on: [] },
      { type: 'test', agent: 'qa', depends_on: [0] },
      { type: 'infra', agent: 'infra', depends_on: [1] },
    ],
  },
  {
    text: 'after SHOP-19 is done: write the login docs, then run the auth tests',
    intents: ['create_tasks'],
    tasks: [
      { type: 'doc', waits_for: ['SHOP-19'] },
      { type: 'test', agent: 'qa', depends_on: [0] },
    ],
  },
  {
    text: 'thanks! next: fix the sticky sidebar on the blog page and run the e2e tests',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'sidebar' },
      { type: 'test', agent: 'qa' },
    ],
  },
  {
    text: 'add an endpoint for opening hours and, when that is finished, show the opening hours on the contact page',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'backend', title: 'opening hours' },
      { type: 'code_change', agent: 'frontend', title: 'opening hours', depends_on: [0] },
    ],
  },
  {
    text: 'make three tasks: sort by rating, filter by brand, compare products',
    intents: ['create_tasks'],
    tasks: [{ title: 'rating' }, { title: 'brand' }, { title: 'compare' }],
  },
  {
    text: 'yeah can you please uh write the docs for the search api and um then have qa review them',
    source: 'voice',
    intents: ['create_tasks'],
    tasks: [{ type: 'doc' }, { type: 'review', agent: 'qa', depends_on: [0] }],
  },
  {
    text: 'Before the release on Friday: update the changelog, publish the docker image, run the full regression tests.',
    intents: ['create_tasks'],
    tasks: [{ type: 'doc' }, { type: 'infra', agent: 'infra' }, { type: 'test', agent: 'qa' }],
  },
  {
    text: 'the coupon field is too narrow. the submit button has no hover state. pls fix',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend' },
      { type: 'code_change', agent: 'frontend' },
    ],
  },
  {
    text: 'run vitest, and should it fail, fix the broken tests',
    intents: ['create_tasks'],
    tasks: [
      { type: 'test', agent: 'qa' },
      { depends_on: [0], after: 'failed' },
    ],
  },
  {
    text: 'pls do code review of server/auth.go and than deploy to staging',
    intents: ['create_tasks'],
    tasks: [
      { type: 'review', agent: 'qa' },
      { type: 'infra', agent: 'infra', depends_on: [0] },
    ],
  },
  {
    text: 'compare algolia with elastic for our search; separately, clean up the css of the sale page',
    intents: ['create_tasks'],
    tasks: [
      { type: 'research', agent: 'backend' },
      { type: 'code_change', agent: 'frontend', title: 'css' },
    ],
  },
  {
    text: 'Hello! We had two complaints today: the cart icon is cut off on Android (please fix), and the invoice endpoint is slow, please speed it up.',
    intents: ['create_tasks'],
    tasks: [
      { type: 'code_change', agent: 'frontend', title: 'icon' },
      { type: 'code_change', agent: 'backend', title: 'invoice' },
    ],
  },
];
