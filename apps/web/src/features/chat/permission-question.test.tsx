import type { Message } from '@overmind/contracts/entities/conversation';
import { screen, within } from '@testing-library/react';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { messages } from '../../../test/mock/fixtures/messages.ts';
import { permission } from '../../../test/mock/fixtures/talk.ts';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { Chat } from './chat.tsx';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeAll(async () => {
  mock = await startMock();
});
afterAll(() => mock.close());
beforeEach(() => goTo(`${mock.url}/`));

const request = permission();
const asked: Message = {
  ...(messages[0] as Message),
  ...{ id: 'm97', role: 'relayer', message_type: 'question_to_user', requires_user_response: true },
  ...{ content: 'SHOP-5 asks for leave', related_task_id: request.task_id },
  created_at: new Date().toISOString(),
  links: {
    tasks: [],
    choices: [
      { label: 'Allow', say: 'allow SHOP-5' },
      { label: 'Deny', say: 'deny SHOP-5' },
    ],
    permission_id: request.id,
  },
};
const saidSince: Message = {
  ...(messages[0] as Message),
  ...{ id: 'm98', role: 'user', content: 'what is blocked?', created_at: new Date().toISOString() },
};
const show = (isWaiting: boolean, ...since: Message[]) =>
  renderInProject(<Chat />, (view) => ({
    ...view,
    messages: [...view.messages, asked, ...since],
    runs: view.runs.map((run) => (run.id === request.run_id ? { ...run, is_waiting: isWaiting } : run)),
  }));
const answer = (option: string) =>
  fetch(`${mock.url}/api/runs/${request.run_id}/permissions/${request.id}`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ option_id: option }),
  });

it('can be answered by its buttons whatever was said since, for as long as the run waits', async () => {
  const { unmount } = show(true, saidSince);
  expect(await screen.findByRole('button', { name: 'Allow' })).toBeEnabled();
  unmount();
  show(false, saidSince);
  expect(await screen.findByRole('button', { name: 'Allow' })).toBeDisabled();
});

it('says in its place which option was chosen and by whom, wherever it was answered', async () => {
  const { unmount } = show(true);
  expect(screen.getByText('Needs your answer')).toBeVisible();
  const answers = screen.getByRole('list', { name: 'Answers' });
  expect(within(answers).getByRole('button', { name: /Allow/ })).toBeEnabled();
  unmount();

  await answer('always');
  show(false);
  const said = await screen.findByText('“Always allow npm install”');
  expect(said.closest('p')).toHaveTextContent(/^Allowed/);
  expect(await screen.findByText('by you')).toBeVisible();
  expect(screen.queryByText('Needs your answer')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Deny' })).toBeNull();
});
