import { expect, test } from '@playwright/test';
import { projectSettings } from '../../apps/web/src/text/project-settings.ts';
import { artifacts, runPage } from '../../apps/web/src/text/run-page.ts';
import { consoleText, runs } from '../../apps/web/src/text/runs.ts';
import { recordings, terminal } from '../../apps/web/src/text/terminal.ts';
import { House } from './support/house.ts';
import { ProjectApi } from './support/project-api.ts';
import { createProject, picture, signIn } from './support/steps.ts';

/** Goes on once someone has made a file in its workspace. */
const wait = `
const { existsSync, rmSync } = require('fs');
console.log('waiting for a person');
setInterval(() => { if (existsSync('go-on')) { rmSync('go-on'); process.exit(0); } }, 50);
`;
const waiter = {
  ...{ name: 'waiter', role: 'waiter', type: 'local', is_enabled: true },
  config: { handles: ['test'], commands: [{ name: 'wait', run: [process.execPath, '-e', wait] }] },
};

test('a maintainer looks into the workspace of a live run with a terminal, which is recorded', async ({
  page,
}) => {
  await using house = await House.build();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(page, house.url);
  await createProject(page, 'Shop', house.repository);
  const project = new ProjectApi(page);
  const address = `${house.url}/projects/${project.id}`;
  await project.send(`/projects/${project.id}/agents`, waiter);

  await test.step('terminals are off until a maintainer allows them', async () => {
    await page.goto(`${address}/settings`);
    await page.getByRole('switch', { name: projectSettings.terminal }).click();
    await expect(page.getByText(projectSettings.terminalWarning)).toBeVisible();
    await picture(page, 'terminal-1-allow');
    await page.getByRole('button', { name: projectSettings.save }).click();
    await expect(page.getByText(projectSettings.saved)).toBeVisible();
  });

  await project.addTask({ title: 'Wait for a person', type: 'test', agent: 'waiter' });
  await page.goto(address);
  await page.getByRole('link', { name: runs.openRun('SHOP-1', 1) }).click();
  await page.waitForURL(/runs\/[0-9a-f-]{36}/);
  await expect(page.getByRole('log', { name: consoleText.region })).toContainText('waiting for a person');
  const runId = /runs\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? 'no run';

  await test.step('what is typed acts in the workspace', async () => {
    await page.getByRole('tab', { name: runPage.tabs.terminal }).click();
    await page.getByRole('button', { name: terminal.open }).click();
    const screen = page.getByRole('region', { name: terminal.label });
    await expect(screen).toContainText(terminal.leave);
    await page.keyboard.type('pwd; ls\n');
    await expect(screen).toContainText(`worktrees/${runId}`);
    await expect(screen).toContainText('cart.test.js');
    await picture(page, 'terminal-2-open');
    // Closing hangs up at once, whether the shell has read what was typed or not.
    await page.keyboard.type('touch go-on; exit\n');
    await expect(screen.getByRole('button', { name: terminal.again })).toBeVisible();
    await screen.getByRole('button', { name: terminal.close }).click();
    await expect(page.getByRole('link', { name: runPage.review })).toBeVisible();
  });

  await test.step('the workspace of a run that is over is not there any more', async () => {
    await expect(page.getByText(terminal.gone)).toBeVisible();
    await expect(page.getByRole('button', { name: terminal.open })).toBeHidden();
  });

  await test.step('its recording is played, moved about in, and left', async () => {
    const list = page.getByRole('region', { name: recordings.title });
    await list.getByRole('button', { name: recordings.playOf('you') }).click();
    const player = page.getByRole('region', { name: recordings.player });
    await player.getByRole('combobox', { name: recordings.speed }).selectOption('8');
    await expect(player).toContainText('cart.test.js');
    await expect(player.getByRole('button', { name: recordings.play, exact: true })).toBeVisible();
    await player.getByRole('combobox', { name: recordings.speed }).selectOption('0.5');
    await player.getByRole('slider', { name: recordings.position }).fill('0');
    await expect(player.getByRole('slider', { name: recordings.position })).toHaveValue('0');
    await player.getByRole('button', { name: recordings.play, exact: true }).click();
    await expect(player.getByRole('button', { name: recordings.pause })).toBeVisible();
    await picture(page, 'terminal-3-played');
    await player.getByRole('button', { name: recordings.close }).click();
    await expect(list).toBeVisible();
  });

  await test.step('all that it showed is among the files of the run', async () => {
    await page.getByRole('tab', { name: runPage.tabs.files }).click();
    const files = page.getByRole('region', { name: artifacts.title });
    await expect(files).toContainText(artifacts.kinds.terminal);
    await picture(page, 'terminal-4-recording');
    const { items } = await project.read<{ items: { id: string; kind: string }[] }>(
      `/runs/${runId}/artifacts`,
    );
    const recording = items.find(({ kind }) => kind === 'terminal');
    const content = await page.request.get(`${house.url}/api/artifacts/${recording?.id}/content`);
    expect(await content.text()).toContain('cart.test.js');
  });
});
