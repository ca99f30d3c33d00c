import { expect, type Page } from '@playwright/test';

export interface Place {
  name: string;
  /** `:project`, `:task` and the like stand for those of the journey. Without a path it is reached from the place before. */
  path?: string;
  /** What a person does to see it, until it is there. */
  arrive(page: Page): Promise<void>;
  /** What a person does to see it again on a phone, where it goes when the screen becomes small. */
  again?(page: Page): Promise<void>;
}

export const seen = async (page: Page, text: string | RegExp) =>
  expect(page.getByText(text).first()).toBeVisible();
export const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).click();
