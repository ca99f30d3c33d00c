import { chromium, type Locator } from '@playwright/test';
import { projectId, uuid } from './mock/fixtures/ids.ts';
import { startMock } from './mock/server.ts';

/** Walks through what people do on the dashboard, in a real browser against the mock: `npx tsx apps/web/test/walk.ts`. */
const mock = await startMock();
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
});
const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
const faults: string[] = [];
page.on('pageerror', (error) => faults.push(error.message));
page.on('dialog', () => faults.push('a dialog of hostile output opened'));
const say = (words: string) => console.log(words);
const card = (number: number) => page.locator(`[data-task="${uuid(5, number)}"]`);
const column = (name: string) => page.locator(`section[aria-label^="${name},"]`);
const shot = (name: string) => page.screenshot({ path: `/tmp/look/walk-${name}.png` });

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('not on screen');
  return box;
}

await page.goto(`${mock.url}/projects/${projectId}`);
await card(1).waitFor();
say('dashboard by a deep link');

// Drag with the pointer: legal and illegal columns.
const from = await boxOf(card(6));
const to = await boxOf(column('Queued'));
await page.mouse.move(from.x + 40, from.y + 20);
await page.mouse.down();
await page.mouse.move(from.x + 10, from.y + 30, { steps: 4 });
await page.mouse.move(to.x + 60, to.y + 80, { steps: 8 });
await shot('drag');
await page.mouse.up();
await column('Queued')
  .locator(`[data-task="${uuid(5, 6)}"]`)
  .waitFor();
say('blocked → queued by pointer');

// Keyboard: queued → blocked asks for words.
await card(1).focus();
await page.keyboard.press('Space');
await page.waitForTimeout(200);
await page.keyboard.press('ArrowRight');
await page.waitForTimeout(200);
await page.keyboard.press('ArrowRight');
await page.waitForTimeout(200);
await shot('keyboard');
await page.keyboard.press('Space');
await page.getByRole('dialog', { name: /Block SHOP-1/ }).waitFor();
await page.getByLabel('What is it waiting for?').fill('the design');
await page.getByRole('button', { name: 'Block SHOP-1' }).click();
await page.getByText('the design').waitFor();
say('queued → blocked by keyboard, with words');

await page.getByRole('button', { name: 'Approve SHOP-8' }).click();
await page.getByText('SHOP-8 is approved.').waitFor();
say('approved from the strip, with a toast');

await page.keyboard.press('c');
await page.keyboard.type('hello **there**');
await page.keyboard.press('Enter');
await page.getByText('Understood:').waitFor();
say('chat answered');
await page.getByLabel('Message').fill('a draft');
await page.reload();
await card(1).waitFor();
await page.getByLabel('Message').waitFor();
if ((await page.getByLabel('Message').inputValue()) !== 'a draft') faults.push('the draft was lost');

await page.getByRole('button', { name: /log of SHOP-4, attempt/ }).click();
await page.getByText(/100,\d+ lines/).waitFor();
const search = page.getByRole('searchbox', { name: 'Search the log' });
await search.fill('cart-42');
await page
  .getByText(/of \d+/)
  .first()
  .waitFor();
await page.keyboard.press('Enter');
await shot('search');
await search.fill('');
await page.getByRole('log', { name: 'Log of the run' }).evaluate((element) => {
  element.scrollTop = 0;
});
await page.getByText('<script>alert(1)</script>').waitFor();
await page.getByText('U+202E').waitFor();
await shot('top-of-log');
say('100,000 lines: search, random access, hostile output inert');

await page.keyboard.press('Control+k');
await page.getByPlaceholder('Go, do, find…').fill('rotate');
await page.waitForTimeout(200);
await shot('palette');
await page.keyboard.press('Enter');
await page.getByRole('dialog', { name: /SHOP-7/ }).waitFor();
await page.getByRole('tab', { name: 'Changes' }).click();
await page.getByRole('dialog').getByRole('link', { name: 'Review the changes' }).last().click();
await page.getByRole('region', { name: 'Evidence' }).waitFor();
await page.getByText('graceMs', { exact: false }).first().waitFor();
await page.keyboard.press('n');
await page.getByRole('toolbar', { name: /Line/ }).waitFor();
await shot('review');
await page.goBack();
await page.getByRole('dialog', { name: /SHOP-7/ }).waitFor();
await page.goBack();
await page.getByRole('dialog').waitFor({ state: 'detached' });
say('palette → task → review → back → back closes');

await page.getByRole('button', { name: 'Your account' }).click();
await page.getByRole('menuitem', { name: 'All projects' }).waitFor();
await shot('menu');
await page.keyboard.press('Escape');
await page.getByRole('button', { name: 'Run orchestrator' }).click();
await page.waitForTimeout(900);
await shot('cycle');
await page.getByText(/Cycle done/).waitFor();
say('menu, cycle');

await page.keyboard.press('Escape');
await page.locator('body').click({ position: { x: 700, y: 20 } });
await page.keyboard.press('n');
await page.getByLabel('What should be done').fill('Write a changelog');
await shot('new-task');
await page.getByRole('button', { name: 'Add task' }).click();
await page.getByRole('button', { name: /Write a changelog/ }).waitFor();
say('new task');

await page.getByRole('link', { name: 'State v42' }).click();
await page.getByText('waiting_for_review').waitFor();
await page.getByRole('link', { name: 'Agents' }).click();
await page.getByRole('button', { name: 'Edit qa' }).click();
await page.waitForTimeout(300);
await shot('agent-edit');
await page.getByRole('button', { name: 'Save' }).click();
await page.getByRole('dialog').waitFor({ state: 'detached' });
say('soft navigation to state and agents; agent saved');

await page.goto(`${mock.url}/projects/${uuid(1, 99)}`);
await page.getByText('There is nothing here').waitFor();
say('unknown project');
await browser.close();
mock.close();

const fresh = await startMock({ isSetUp: false });
const second = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
});
const setup = await second.newPage({ viewport: { width: 1100, height: 900 } });
setup.on('pageerror', (error) => faults.push(error.message));
await setup.goto(fresh.url);
await setup.getByText('Nobody has set this up yet').waitFor();
await setup.screenshot({ path: '/tmp/look/walk-needs-setup.png' });
await setup.goto(`${fresh.url}/setup#token=abc`);
await setup.getByLabel('Your name').fill('Ada');
await setup.getByLabel('E-mail').fill('ada@example.com');
await setup.getByLabel('Choose a password').fill('a long walk by the river');
await setup.screenshot({ path: '/tmp/look/walk-setup-1.png' });
await setup.getByRole('button', { name: 'Make my account' }).click();
await setup.getByRole('button', { name: 'code', exact: true }).click();
await setup.getByRole('button', { name: /^shop/ }).click();
await setup.getByText('on main').waitFor();
await setup.screenshot({ path: '/tmp/look/walk-setup-2.png' });
await setup.getByRole('button', { name: 'Create project' }).click();
await setup.getByText('npm test').first().waitFor();
await setup.screenshot({ path: '/tmp/look/walk-setup-3.png' });
await setup.getByRole('link', { name: 'Open the dashboard' }).click();
await setup.locator('[data-task]').first().waitFor();
say('first run: link → you → repository → agents → dashboard');
await second.close();
fresh.close();
console.log(faults.length === 0 ? 'no faults' : faults.join('\n'));
process.exit(faults.length === 0 ? 0 : 1);
