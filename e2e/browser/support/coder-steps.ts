import { expect, type Page } from '@playwright/test';
import { agentForm } from '../../../apps/web/src/text/agent-form.ts';
import { agents } from '../../../apps/web/src/text/agents.ts';
import { chat } from '../../../apps/web/src/text/chat.ts';
import { runPage } from '../../../apps/web/src/text/run-page.ts';
import { runs } from '../../../apps/web/src/text/runs.ts';
import { taskTypeWords } from '../../../apps/web/src/text/status.ts';
import type { ProjectApi } from './project-api.ts';
import { picture, say } from './steps.ts';

interface NewCoder {
  name: string;
  /** As people know the coding agent. */
  coder: string;
  /** Program and arguments of the check. */
  check: string[];
}

/** Sets a coding agent up in the form, as it is found on the runner. */
export async function addCoder(page: Page, { name, coder, check }: NewCoder): Promise<void> {
  await page.getByRole('button', { name: agentForm.add }).first().click();
  const dialog = page.getByRole('dialog', { name: agentForm.newTitle });
  await dialog.getByLabel(agentForm.name, { exact: true }).fill(name);
  await dialog.getByLabel(agents.role, { exact: true }).fill('Engineer');
  await dialog.getByLabel(taskTypeWords.code_change, { exact: true }).check();
  await dialog.getByRole('radio', { name: new RegExp(`^${agentForm.executors.acp.title}`) }).check();
  const choice = dialog.getByRole('radio', { name: new RegExp(`^${coder}.*installed on`) });
  await choice.check();
  await dialog.getByText(agentForm.sections.proof).click();
  await dialog.getByRole('button', { name: agents.addCheck }).click();
  for (const [index, word] of check.entries()) {
    if (index > 0) await dialog.getByRole('button', { name: agents.addWord }).last().click();
    await dialog.getByLabel(agents.word(index), { exact: true }).last().fill(word);
  }
  await picture(page, `coder-form-${name}`);
  await dialog.getByRole('button', { name: agentForm.create }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(name, { exact: true }).first()).toBeVisible();
}

/** Asks for it in the chat, and opens the run that it leads to. */
export async function askAndWatch(
  page: Page,
  project: ProjectApi,
  words: string,
  key: string,
): Promise<void> {
  await page.goto(new URL(`/projects/${project.id}`, page.url()).href);
  await say(page, words);
  await expect(page.getByRole('log', { name: chat.log }).getByText(`Added ${key}`)).toBeVisible();
  await page
    .getByRole('region', { name: runs.title })
    .getByRole('link', { name: runs.openRun(key, 1) })
    .click();
  await expect(page.getByRole('region', { name: runPage.name, exact: true })).toBeVisible();
}
