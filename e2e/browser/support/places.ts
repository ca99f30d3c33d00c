import { expect, type Page } from '@playwright/test';
import { bulk } from '../../../apps/web/src/text/board.ts';
import { chat } from '../../../apps/web/src/text/chat.ts';
import { cycles } from '../../../apps/web/src/text/cycles.ts';
import { inbox } from '../../../apps/web/src/text/inbox.ts';
import { projectSettings } from '../../../apps/web/src/text/project-settings.ts';
import { consoleText } from '../../../apps/web/src/text/runs.ts';
import { compare, notes, rollback } from '../../../apps/web/src/text/state.ts';
import { tasks } from '../../../apps/web/src/text/tasks.ts';
import { transfer } from '../../../apps/web/src/text/transfer.ts';

export interface Place {
  name: string;
  /** `:project` and `:task` stand for those of the journey. Without a path it is reached from the place before. */
  path?: string;
  /** What a person does to see it, until it is there. */
  arrive(page: Page): Promise<void>;
  /** What a person does to see it again on a phone, where it goes when the screen becomes small. */
  again?(page: Page): Promise<void>;
}

const seen = async (page: Page, text: string | RegExp) => expect(page.getByText(text).first()).toBeVisible();
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();

async function completeCommand(page: Page): Promise<void> {
  await seen(page, chat.question);
  await page.getByRole('textbox', { name: chat.label }).fill('/');
  await expect(page.getByRole('listbox', { name: chat.completions.command })).toBeVisible();
}

export const places: Place[] = [
  { name: 'projects', path: '/projects', arrive: (page) => seen(page, 'Shop') },
  {
    name: 'import',
    path: '/projects?import=1',
    arrive: (page) => expect(page.getByRole('dialog', { name: transfer.importTitle })).toBeVisible(),
  },
  {
    name: 'inbox',
    path: '/inbox',
    arrive: async (page) => {
      await seen(page, 'Run the tests');
      await expect(page.getByRole('button', { name: `${inbox.acts.approve} SHOP-1` })).toBeVisible();
    },
  },
  {
    name: 'dashboard',
    path: '/projects/:project',
    arrive: async (page) => {
      await seen(page, 'SHOP-1');
      await expect(page.getByRole('log', { name: chat.log })).toContainText('Which task');
      await expect(page.getByRole('log', { name: consoleText.region })).toContainText('cart');
    },
  },
  {
    name: 'selection',
    path: '/projects/:project?type=test',
    arrive: async (page) => {
      await page.getByRole('button', { name: 'SHOP-1: Run the tests' }).focus();
      await page.keyboard.press('x');
      await expect(page.getByRole('toolbar', { name: bulk.title })).toBeVisible();
    },
  },
  {
    name: 'chat',
    path: '/projects/:project?view=chat',
    arrive: completeCommand,
    again: completeCommand,
  },
  {
    name: 'cycles',
    path: '/projects/:project',
    arrive: async (page) => {
      await press(page, cycles.openHistory);
      await expect(
        page.getByRole('list', { name: cycles.history }).getByRole('listitem').first(),
      ).toBeVisible();
    },
  },
  {
    name: 'preview',
    arrive: async (page) => {
      await press(page, cycles.preview);
      await seen(page, cycles.sections.waiting);
    },
  },
  {
    name: 'task',
    path: '/projects/:project?task=:task',
    arrive: (page) =>
      expect(page.getByRole('button', { name: tasks.moves.approve, exact: true }).last()).toBeVisible(),
  },
  { name: 'state', path: '/projects/:project/state', arrive: (page) => seen(page, 'last_completed') },
  {
    name: 'state-notes',
    path: '/projects/:project/state?view=notes',
    arrive: (page) => expect(page.getByRole('textbox', { name: notes.label })).toBeVisible(),
  },
  {
    name: 'state-blame',
    path: '/projects/:project/state?view=blame',
    arrive: (page) => seen(page, 'last_completed'),
  },
  {
    name: 'state-changes',
    path: '/projects/:project/state?version=2&compare=1',
    arrive: (page) => seen(page, 'Run the tests'),
  },
  {
    name: 'state-split',
    arrive: async (page) => {
      await press(page, compare.views.split);
      await seen(page, 'Run the tests');
    },
  },
  {
    name: 'rollback',
    path: '/projects/:project/state?version=1',
    arrive: async (page) => {
      await press(page, rollback.start);
      await seen(page, rollback.nothing);
    },
  },
  { name: 'agents', path: '/projects/:project/agents', arrive: (page) => seen(page, 'qa') },
  {
    name: 'project-settings',
    path: '/projects/:project/settings',
    arrive: (page) => expect(page.getByLabel(projectSettings.running)).toBeVisible(),
  },
  {
    name: 'settings',
    path: '/settings',
    arrive: (page) => expect(page.getByRole('heading', { level: 1 })).toBeVisible(),
  },
];
