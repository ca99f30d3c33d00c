import { screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { Toaster } from '#features/shell/toaster.tsx';
import { type LiveMock, startLiveMock } from '../../../test/live-mock.ts';
import { projectId } from '../../../test/mock/fixtures/ids.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';
import { BudgetToasts } from './budget-toasts.tsx';

let mock: LiveMock;
beforeEach(async () => {
  mock = await startLiveMock();
  return mock.close;
});

/** Any page of the project, once its socket is open. */
async function open(): Promise<void> {
  goTo(`${mock.url}/projects/${projectId}`);
  const { connection } = renderInProject(
    <>
      <BudgetToasts />
      <Toaster />
    </>,
  );
  let isOpen = false;
  const end = connection.watch({
    onFrame: ({ type }) => {
      if (type === 'hello') isOpen = true;
    },
  });
  mock.follow(connection);
  await waitFor(() => expect(isOpen).toBe(true));
  end();
}

const limits = { soft_micros: 100, hard_micros: 1_000, subject_id: null };

it('says that a budget is beyond its warning', async () => {
  await open();
  const detail = "the day's budget of the project is beyond $0.0001: $0.0002";
  mock.feed.event('budget.exceeded', projectId, { kind: 'day', limit: 'soft', ...limits, detail });
  expect(await screen.findByText('A budget is beyond its warning')).toBeVisible();
  expect(screen.getByText("The day's budget of the project is beyond $0.0001: $0.0002.")).toBeVisible();
});

it('says that a budget stopped a call, and which', async () => {
  await open();
  const detail = 'the budget of the run of $0.001 would be broken: this call may bring it to $0.002';
  mock.feed.event('budget.exceeded', projectId, { kind: 'run', limit: 'hard', ...limits, detail });
  expect(await screen.findByText('A budget stopped a call of a model')).toBeVisible();
  expect(screen.getByText(/^The budget of the run of \$0\.001 would be broken/)).toBeVisible();
});
