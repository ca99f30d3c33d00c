import { expect, type Page } from '@playwright/test';
import { agentForm } from '../../../apps/web/src/text/agent-form.ts';
import { bulk } from '../../../apps/web/src/text/board.ts';
import { chat } from '../../../apps/web/src/text/chat.ts';
import { cycles } from '../../../apps/web/src/text/cycles.ts';
import { inbox } from '../../../apps/web/src/text/inbox.ts';
import { projectSettings } from '../../../apps/web/src/text/project-settings.ts';
import { promptTest } from '../../../apps/web/src/text/prompt-test.ts';
import { prompts } from '../../../apps/web/src/text/prompts.ts';
import { providers } from '../../../apps/web/src/text/providers.ts';
import { runners } from '../../../apps/web/src/text/runners.ts';
import { consoleText } from '../../../apps/web/src/text/runs.ts';
import { setup } from '../../../apps/web/src/text/session.ts';
import { compare, notes, rollback } from '../../../apps/web/src/text/state.ts';
import { tasks } from '../../../apps/web/src/text/tasks.ts';
import { transfer } from '../../../apps/web/src/text/transfer.ts';
import { usage } from '../../../apps/web/src/text/usage.ts';
import { type Place, press, seen } from './place.ts';
import { talkPlaces } from './talk-places.ts';
import { workPlaces } from './work-places.ts';

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
  ...workPlaces,
  ...talkPlaces,
  { name: 'agents', path: '/projects/:project/agents', arrive: (page) => seen(page, 'qa') },
  {
    name: 'new-agent',
    arrive: async (page) => {
      await press(page, agentForm.add);
      await page.getByRole('radio', { name: new RegExp(`^${agentForm.executors.acp.title}`) }).check();
      await expect(page.getByRole('group', { name: agentForm.permissions })).toBeVisible();
    },
  },
  {
    name: 'runners',
    path: '/runners',
    arrive: async (page) => {
      await expect(page.getByRole('heading', { name: runners.title, level: 1 })).toBeVisible();
      await seen(page, runners.coders);
    },
  },
  { name: 'providers', path: '/settings/providers', arrive: (page) => seen(page, providers.noneTitle) },
  { name: 'usage', path: '/usage', arrive: (page) => seen(page, usage.emptyTitle) },
  {
    name: 'prompts',
    path: '/settings/prompts',
    arrive: (page) => expect(page.getByRole('heading', { name: prompts.title, level: 1 })).toBeVisible(),
  },
  {
    name: 'prompt',
    path: '/settings/prompts?prompt=:prompt',
    arrive: (page) => expect(page.getByRole('tab', { name: prompts.tabs.text, exact: true })).toBeVisible(),
  },
  {
    name: 'prompt-test',
    path: '/settings/prompts?prompt=:prompt&tab=test',
    arrive: (page) => expect(page.getByRole('form', { name: promptTest.title })).toBeVisible(),
  },
  { name: 'setup-done', path: '/setup', arrive: (page) => seen(page, setup.doneTitle) },
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
