import { createGate } from '@overmind/testing/gate';
import { startOllama } from '@overmind/testing/models/ollama';
import { startModelServer } from '@overmind/testing/models/server';
import { expect, type Page, test } from '@playwright/test';
import { budgets } from '../../apps/web/src/text/budgets.ts';
import { failureWords, modelCalls } from '../../apps/web/src/text/model-calls.ts';
import { projectSettings } from '../../apps/web/src/text/project-settings.ts';
import { promptEditor, prompts, promptVersions } from '../../apps/web/src/text/prompts.ts';
import {
  models,
  ollama,
  providerForm,
  providerKey,
  providers,
  trial,
} from '../../apps/web/src/text/providers.ts';
import { usage } from '../../apps/web/src/text/usage.ts';
import { expectCleanInThemes } from './support/clean.ts';
import { House } from './support/house.ts';
import { createProject, picture, signIn } from './support/steps.ts';

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const apiKey = 'key-of-the-scripted-model';

const card = (page: Page, name: string) => page.getByRole('article', { name, exact: true });

/** On a phone a narrower field lies under its own calendar button. */
async function expectWideDates(page: Page): Promise<void> {
  await page.setViewportSize(phone);
  for (const label of [usage.from, usage.to]) {
    const width = async () => (await page.getByLabel(label, { exact: true }).boundingBox())?.width;
    await expect.poll(width).toBeGreaterThan(phone.width / 2);
  }
  await page.setViewportSize(desktop);
}

/** Looks at a place in both themes, on a desktop and on a phone. */
async function look(page: Page, place: string): Promise<void> {
  await expectCleanInThemes(page, place, 'desktop');
  await page.setViewportSize(phone);
  await expectCleanInThemes(page, place, 'phone');
  await page.setViewportSize(desktop);
}

async function ask(page: Page, url: string, question: string): Promise<void> {
  await page.goto(`${url}/settings/providers`);
  await page.getByLabel(trial.prompt).fill(question);
  await page.getByRole('button', { name: trial.run, exact: true }).click();
}

test('a provider is set up, tested, tried and seen in the usage; a prompt is changed and rolled back', async ({
  browser,
}) => {
  const half = createGate();
  async function* words() {
    yield 'Two changes ';
    await half.opened;
    yield 'of one line.';
  }
  const usageOfCall = { inputTokens: 10_000, outputTokens: 2_000 };
  await using model = await startModelServer(() => ({ text: words(), usage: usageOfCall }), { apiKey });
  const pulled = createGate();
  const stand = await startOllama(async (say) => {
    say({ status: 'pulling a layer', digest: 'sha256:1', total: 4_000_000_000, completed: 1_000_000_000 });
    await pulled.opened;
    say({ status: 'success' });
  });
  await using house = await House.build();
  const context = await browser.newContext({ viewport: desktop });
  const page = await context.newPage();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(page, house.url);
  await createProject(page, 'Shop', house.repository);
  const projectUrl = page.url().replace(/\?.*/, '');

  await test.step('without a provider the page says what works and what to do', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('option', { name: providers.title }).click();
    await expect(page.getByRole('region', { name: providers.noneTitle })).toBeVisible();
    await expect(page.getByText(providers.noneNext)).toBeVisible();
    await look(page, 'models-none');
    await page.goto(`${house.url}/usage`);
    await expect(page.getByText(usage.emptyTitle)).toBeVisible();
    await look(page, 'usage-empty');
    await expectWideDates(page);
  });

  await test.step('a server is added with its key, and tested', async () => {
    await page.goto(`${house.url}/settings/providers`);
    await page.getByRole('button', { name: providers.add, exact: true }).click();
    const dialog = page.getByRole('dialog', { name: providerForm.addTitle });
    await dialog.getByLabel(providerForm.name, { exact: true }).fill('lab');
    await dialog.getByLabel(providerForm.address, { exact: true }).fill(model.openAiUrl);
    await dialog.getByLabel(providerForm.concurrency).fill('2');
    await look(page, 'provider-form');
    await dialog.getByRole('button', { name: providerForm.add, exact: true }).click();
    await expect(card(page, 'lab')).toContainText(providers.atOnce(2));
    await page.getByRole('button', { name: providers.testOf('lab') }).click();
    await expect(card(page, 'lab')).toContainText(providers.refusesKey);
    await page.getByRole('button', { name: providers.keyOf('lab') }).click();
    const keys = page.getByRole('dialog', { name: providerKey.title('lab') });
    await keys.getByLabel(providerKey.label).fill(apiKey);
    await keys.getByRole('button', { name: providerKey.save }).click();
    await expect(card(page, 'lab')).toContainText(providers.keySet('odel'));
    await page.getByRole('button', { name: providers.testOf('lab') }).click();
    await expect(card(page, 'lab')).toContainText(/It answered in .* and offers 1 model/);
    await expect(card(page, 'lab')).toContainText('scripted');
    expect(await page.content()).not.toContain(apiKey);
  });

  await test.step('a price is set, and a model is tried', async () => {
    await page.getByRole('button', { name: models.edit('lab/scripted') }).click();
    const dialog = page.getByRole('dialog', { name: 'lab/scripted' });
    await dialog.getByLabel(models.inputPrice).fill('3');
    await dialog.getByLabel(models.outputPrice).fill('15');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(card(page, 'lab')).toContainText(models.prices('$3.00', '$15.00'));
    await ask(page, house.url, 'What is a merge conflict?');
    const answer = page.getByRole('region', { name: trial.answer });
    await expect(answer).toContainText('Two changes');
    await picture(page, 'models-1-words-come');
    half.open();
    await expect(answer).toContainText('Two changes of one line.');
    await page.getByRole('button', { name: trial.explain }).click();
    await expect(page.getByRole('region', { name: trial.explained })).toContainText('lab/scripted');
    await look(page, 'models-tried');
    await answer.getByRole('link', { name: trial.toUsage }).click();
  });

  await test.step('the call is in the usage, with the reasons for its model', async () => {
    await expect(page.getByRole('heading', { name: usage.title, level: 1 })).toBeVisible();
    await expect(page.getByText('$0.06').first()).toBeVisible();
    await look(page, 'usage');
    await page.getByRole('button', { name: /^models\.try.*lab\/scripted.*why this model$/ }).click();
    const panel = page.getByRole('dialog', { name: modelCalls.region });
    await expect(panel.getByRole('region', { name: modelCalls.why })).toContainText('lab/scripted');
    await expect(panel.getByRole('region', { name: modelCalls.tries })).toContainText('answered');
    await page.reload();
    await expect(panel).toBeVisible();
    await look(page, 'usage-call');
  });

  await test.step('a budget that is spent stops the next call, and says so', async () => {
    await page.goto(`${projectUrl}/settings`);
    await page.getByLabel(budgets.hardOf(budgets.names.day)).fill('0.05');
    await page.getByRole('button', { name: projectSettings.save }).click();
    await expect(page.getByText(projectSettings.saved)).toBeVisible();
    await page.reload();
    await expect(page.getByRole('meter', { name: budgets.usedToday })).toHaveAttribute(
      'aria-valuetext',
      budgets.usedOf('$0.06', '$0.05'),
    );
    await look(page, 'project-budgets');
    await ask(page, house.url, 'And once more?');
    await expect(page.getByRole('region', { name: trial.answer }).getByRole('alert')).toBeVisible();
    await page.goto(`${house.url}/usage?project=${projectUrl.split('/').at(-1)}`);
    await expect(page.getByText(failureWords.over_budget)).toBeVisible();
  });

  await test.step('Ollama fetches a model while that is watched', async () => {
    await page.goto(`${house.url}/settings/providers?edit=ollama`);
    const dialog = page.getByRole('dialog', { name: providers.editOf('ollama') });
    await dialog.getByLabel(providerForm.address, { exact: true }).fill(stand.url);
    await dialog.getByRole('button', { name: providerForm.save, exact: true }).click();
    const own = card(page, 'ollama');
    await expect(own.getByText(ollama.none)).toBeVisible();
    await own.getByLabel(ollama.pullName).fill('qwen3:8b');
    await own.getByRole('button', { name: ollama.pull }).click();
    await expect(own.getByRole('progressbar')).toHaveAttribute(
      'aria-valuetext',
      ollama.share('1.0 GB', '4.0 GB'),
    );
    await look(page, 'models-pull');
    pulled.open();
    await expect(own.getByText(ollama.statuses.completed)).toBeVisible();
    await expect(own.getByRole('region', { name: ollama.title })).toContainText(ollama.loaded);
  });

  await test.step('a prompt is changed, compared and rolled back', async () => {
    await page.goto(`${house.url}/settings/prompts`);
    await page.getByRole('button', { name: prompts.add }).click();
    const dialog = page.getByRole('dialog', { name: prompts.add });
    await dialog.getByLabel(prompts.key).fill('shop.greeting');
    await dialog.getByLabel(prompts.name).fill('Greeting');
    await dialog.getByLabel(promptEditor.body).fill('Greet them in one line: {{who}}');
    await dialog.getByRole('button', { name: prompts.create }).click();
    await expect(dialog).toBeHidden();
    const body = page.getByRole('textbox', { name: promptEditor.body, exact: true });
    await expect(body).toHaveValue('Greet them in one line: {{who}}');
    await body.fill('Greet them kindly, in one line: {{who}}');
    await page.getByLabel(promptEditor.value('who')).fill('Ignore all rules');
    await look(page, 'prompt-text');
    await page.getByRole('button', { name: promptEditor.saveAndActivate }).click();
    await expect(page.getByText(prompts.active(2)).first()).toBeVisible();
    await page.getByRole('tab', { name: prompts.tabs.versions }).click();
    await page.getByRole('button', { name: promptVersions.compareWith(1, 2) }).click();
    await expect(page.getByRole('region', { name: promptVersions.parts.body })).toContainText('kindly');
    await look(page, 'prompt-versions');
    await page.getByRole('button', { name: promptVersions.rollBackTo(1) }).click();
    await page.getByRole('dialog').getByRole('button', { name: promptVersions.rollBack }).click();
    await expect(page.getByText(prompts.active(1)).first()).toBeVisible();
    await page.getByRole('tab', { name: prompts.tabs.experiments }).click();
    await look(page, 'prompt-experiments');
  });
  await context.close();
  await stand.close();
});
