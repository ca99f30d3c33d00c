import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RunPage } from '#features/runs/page/run-page.tsx';
import { TaskModelCalls } from '#features/tasks/task-model-calls.tsx';
import { projectId, uuid } from '../../../test/mock/fixtures/ids.ts';
import { tasks } from '../../../test/mock/fixtures/tasks.ts';
import { startMock } from '../../../test/mock/server.ts';
import { goTo, renderInProject } from '../../../test/render-in-project.tsx';

let mock: Awaited<ReturnType<typeof startMock>>;
beforeEach(async () => {
  mock = await startMock();
});
afterEach(() => mock.close());

const taskOf = (id: string) => {
  const found = tasks.find((task) => task.id === id);
  if (found === undefined) throw new Error(`there is no task ${id}`);
  return found;
};

describe('calls of models', () => {
  it('have a place at a run that made some, with the reasons of each', async () => {
    goTo(`${mock.url}/projects/${projectId}/runs/${uuid(6, 2)}`);
    renderInProject(<RunPage />);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('tab', { name: 'Models' }));
    const list = await screen.findByRole('list', { name: 'Calls of models' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(2);
    expect(within(list).getByText('from the cache')).toBeVisible();
    expect(within(list).getByRole('button', { name: /from the cache.*why this model$/ })).toBeVisible();
    const meter = await screen.findByRole('meter', {
      name: 'Budget of this run, without what a coding agent takes by itself',
    });
    expect(meter).toHaveAttribute('aria-valuetext', '$0.084 of $0.10 spent');
    await user.click(within(list).getAllByRole('button')[0]!);
    expect(await screen.findByRole('region', { name: 'Why this model' })).toBeVisible();
    expect(window.location.search).toContain('tab=models');
    expect(window.location.search).toContain('call=');
  });

  it('have none at a run without any', async () => {
    goTo(`${mock.url}/projects/${projectId}/runs/${uuid(6, 3)}`);
    renderInProject(<RunPage />);
    expect(await screen.findByRole('tab', { name: 'Evidence' })).toBeVisible();
    expect(screen.queryByRole('tab', { name: 'Models' })).toBeNull();
  });

  it('are told of at a task', async () => {
    goTo(`${mock.url}/projects/${projectId}?task=${uuid(5, 5)}`);
    renderInProject(<TaskModelCalls task={taskOf(uuid(5, 5))} />);
    expect(await screen.findByRole('list', { name: 'Calls of models' })).toBeVisible();
    expect(screen.getAllByText('discussion.turn')[0]).toBeVisible();
  });
});
