import { expect, type Page } from '@playwright/test';
import { chat, conversations } from '../../apps/web/src/text/chat.ts';
import { test } from './support/journey.ts';
import { ProjectApi } from './support/project-api.ts';
import { createProject, picture, say, signIn } from './support/steps.ts';

const box = (page: Page) => page.getByRole('textbox', { name: chat.label });

test('the chat completes words, says what it understands, offers choices and links to tasks', async ({
  page,
  house,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(page, house.url);
  await createProject(page, 'Chat', house.repository);
  const project = new ProjectApi(page);
  const [roof, door] = [
    await project.addTask({ title: 'Mend the roof', agent: 'frontend' }),
    await project.addTask({ title: 'Paint the door', agent: 'backend' }),
  ];
  // The page completes what it has heard of.
  for (const { key, title } of [roof, door])
    await expect(page.getByRole('button', { name: `${key}: ${title}` })).toBeVisible();
  const log = page.getByRole('log', { name: chat.log });

  await test.step('commands, agents and tasks complete by keys', async () => {
    await page.keyboard.press('c');
    await expect(box(page)).toBeFocused();
    await page.keyboard.type('/');
    await expect(page.getByRole('listbox', { name: chat.completions.command })).toBeVisible();
    await picture(page, 'chat-1-commands');
    await page.keyboard.type('ass');
    await page.keyboard.press('Tab');
    await expect(box(page)).toHaveValue('/assign ');
    await page.keyboard.type('paint');
    await page.keyboard.press('Tab');
    await expect(box(page)).toHaveValue(new RegExp(`^/assign ${door.key} `));
    await page.keyboard.type('@fr');
    await picture(page, 'chat-2-agents');
    await page.keyboard.press('Tab');
    await expect(box(page)).toHaveValue(`/assign ${door.key} @frontend `);
    await expect(page.getByTestId('understanding')).toContainText(door.key);
    await picture(page, 'chat-3-understanding');
    await page.keyboard.press('Enter');
    const frontend = await project.agent('frontend');
    await expect.poll(async () => (await project.task(door.key)).assigned_agent_id).toBe(frontend.id);
  });

  await test.step('a question offers choices, taken by their number', async () => {
    await say(page, 'cancel one of the tasks');
    await expect(log.getByText(chat.question)).toBeVisible();
    await picture(page, 'chat-4-choices');
    const choice = log.getByRole('button', { name: new RegExp(`${roof.key}.*Mend the roof`) }).last();
    const number = (await choice.innerText()).trim()[0] ?? '';
    await box(page).focus();
    await page.keyboard.press(number);
    await expect.poll(async () => (await project.task(roof.key)).status).toBe('canceled');
    await expect(log.getByText(chat.question)).toBeHidden();
    await picture(page, 'chat-5-answered');
  });

  await test.step('a key in an answer opens its task, and what was said comes back by an arrow', async () => {
    await log.getByRole('link', { name: roof.key }).last().click();
    await expect(page.getByRole('dialog', { name: /Mend the roof/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await box(page).focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await expect(box(page)).toHaveValue('cancel one of the tasks');
    await box(page).fill('');
  });

  await test.step('another conversation has its own messages', async () => {
    await page.getByRole('button', { name: /^Conversation:/ }).click();
    await page.getByRole('menuitem', { name: conversations.create }).click();
    await expect(page.getByText(chat.emptyTitle)).toBeVisible();
    await say(page, 'what is blocked?');
    await expect(log.getByRole('listitem').filter({ hasText: chat.roles.relayer })).toBeVisible();
    await expect(log).not.toContainText('Mend the roof');
    await picture(page, 'chat-6-second');
  });

  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${house.url}/projects/${project.id}?view=chat`);
  await say(page, 'cancel one of the tasks');
  await expect(log.getByText(chat.question)).toBeVisible();
  await picture(page, 'chat-7-phone');
});
