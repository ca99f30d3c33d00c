import { test as base } from '@playwright/test';
import { House } from './house.ts';

/** Journeys that share one house, each with a project of its own in it: starting one takes seconds. */
export const test = base.extend<object, { house: House }>({
  house: [
    async ({ browserName: _ }, use) => {
      await using house = await House.build();
      await use(house);
    },
    { scope: 'worker' },
  ],
});
